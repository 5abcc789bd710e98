package cli

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/docx"
	"briefdesk/briefing/export"
	"briefdesk/briefing/library"
)

// setupReview lists what was done in Word to a briefing that was exported there,
// and takes over what is accepted.
func setupReview(flags *flag.FlagSet) func(*call, []string) error {
	accept := flags.String("accept", "", "take over the changes and keep the comments of these `NUMBERS`, with commas between them, or all that give up nothing written since the export; “briefdesk undo” takes it back")
	return func(c *call, args []string) error {
		name := args[len(args)-1]
		data, err := readForeign(name, docx.MaxFile)
		if err != nil {
			return err
		}
		if len(args) > 1 && isFile(args[0]) {
			if *accept != "" {
				return usageError{"changes are accepted into a briefing of the library; save this one there with “briefdesk new " + args[0] + "”"}
			}
			return c.reviewFile(args[0], name, data)
		}
		e, err := c.exporter()
		if err != nil {
			return err
		}
		open := c.reading
		if *accept != "" {
			open = c.writing
		}
		return open(func(s *session.Session, lib *library.Library) error {
			r, err := c.review(s, lib, e, args[:len(args)-1], data)
			switch {
			case err != nil:
				return fmt.Errorf("review %s: %w", name, reviewRemedy(err))
			case *accept != "":
				return c.accept(s, r, *accept)
			case len(args) == 1 && !c.json:
				c.say("%s (%s)", cmp.Or(r.Briefing.Title, "untitled"), r.Briefing.ID.String()[:8])
			}
			return c.reviewed(r.Returned, r.Unkept(r.Briefing))
		})
	}
}

// reviewFile compares a document with a briefing that is a Markdown file.
func (c *call) reviewFile(file, name string, data []byte) error {
	return c.briefing(file, func(b briefing.Briefing, sources briefing.Sources, e *export.Exporter) error {
		back, err := e.ReadBack(b, sources, data)
		if err != nil {
			return fmt.Errorf("review %s: %w", name, err)
		}
		return c.reviewed(back, back.Unkept(b))
	})
}

// review compares a document with the briefing that is named, else with its own.
func (c *call) review(s *session.Session, lib *library.Library, e *export.Exporter, named []string, data []byte) (session.WordReview, error) {
	if len(named) == 0 {
		return s.ReviewWord(c.ctx, e, data)
	}
	id, err := c.resolve(lib, named[0], library.KindBriefing)
	if err != nil {
		return session.WordReview{}, err
	}
	return s.ReviewWordOf(c.ctx, e, id, data)
}

// reviewRemedy adds to an error what to type.
func reviewRemedy(err error) error {
	if errors.Is(err, session.ErrNotInLibrary) {
		return fmt.Errorf("%w: briefdesk review BRIEFING FILE.docx", err)
	}
	return err
}

// reviewed lists changes, the comments that the note does not have yet, which are
// numbered on, and findings. Findings above remarks, such as a quotation that was
// changed, are its exit code.
func (c *call) reviewed(back export.Returned, comments []int) error {
	if c.json {
		back.Changes = append([]export.WordChange{}, back.Changes...)
		back.Findings = append([]briefing.Finding{}, back.Findings...)
		if err := c.document(back); err != nil {
			return err
		}
		return serious(back.Findings)
	}
	for i, ch := range back.Changes {
		c.say("%3d  %s", i+1, changeInWords(ch))
		for _, words := range []struct{ sign, text string }{{"-", ch.Was}, {"+", ch.Is}} {
			if words.text != "" && (ch.Kind != export.Moved || words.sign == "+") {
				c.say("     %s %s", words.sign, strings.ReplaceAll(words.text, "\n", "\n       "))
			}
		}
		if ch.Hindrance != "" {
			c.say("     %s", ch.Hindrance)
		}
	}
	for i, at := range comments {
		c.say("%3d  %s", len(back.Changes)+i+1, commentInWords(back.Comments[at]))
	}
	others := slices.DeleteFunc(slices.Clone(back.Findings), func(f briefing.Finding) bool { return f.Rule == export.RuleComment })
	writeFindings(c.Out, others)
	c.say("%s, %s, %s", count(len(back.Changes), "change"), count(len(comments), "comment"), count(len(others), "finding"))
	return serious(back.Findings)
}

// changeInWords says what became of which block.
func changeInWords(ch export.WordChange) string {
	after := func(n int) string {
		if n == 0 {
			return "at the beginning"
		}
		return "after block " + strconv.Itoa(n)
	}
	var what string
	switch ch.Kind {
	case export.Inserted:
		what = "new text " + after(ch.Block)
	case export.Moved:
		what = fmt.Sprintf("block %d moved: it stands %s", ch.Block, after(ch.After))
	case export.Altered:
		what = fmt.Sprintf("block %d: a quotation altered", ch.Block)
	case export.Reworded, export.Deleted:
		what = fmt.Sprintf("block %d %s", ch.Block, ch.Kind)
	}
	if ch.Stale {
		what += "; the note has changed here, too, since it was exported"
	}
	return what
}

// commentInWords says who remarked what, and of which block.
func commentInWords(said export.Comment) string {
	what := "comment round the note"
	if said.Block > 0 {
		what = fmt.Sprintf("comment on block %d", said.Block)
	}
	if said.Resolved {
		what = "resolved " + what
	}
	if said.Words != "" {
		what += ", “" + strings.Join(strings.Fields(said.Words), " ") + "”"
	}
	return what + ": " + strings.TrimPrefix(said.Author+": ", ": ") + said.Text
}

// accept takes over changes and keeps comments, as one step of undo.
func (c *call) accept(s *session.Session, r session.WordReview, which string) error {
	comments := r.Unkept(r.Briefing)
	numbers, kept, err := accepted(which, r.Returned, comments)
	if err != nil {
		return err
	}
	if len(numbers)+len(kept) > 0 {
		if err := s.AcceptWord(r, numbers, kept); err != nil {
			return err
		}
		if err := s.Flush(c.ctx); err != nil {
			return err
		}
	}
	if c.json {
		return c.line(map[string]any{"id": r.Briefing.ID, "accepted": len(numbers), "changes": len(r.Changes), "kept": len(kept), "comments": len(comments)})
	}
	c.say("%d of %s accepted, %d of %s kept", len(numbers), count(len(r.Changes), "change"), len(kept), count(len(comments), "comment"))
	for i, ch := range r.Changes {
		if !slices.Contains(numbers, i) {
			c.say("%3d  left: %s", i+1, changeInWords(ch))
		}
	}
	for i, at := range comments {
		if !slices.Contains(kept, at) {
			c.say("%3d  left: %s", len(r.Changes)+i+1, commentInWords(r.Comments[at]))
		}
	}
	return nil
}

// accepted are the indices of the changes and of the comments that are named by their
// numbers in the list; all are the changes that give up nothing, and the comments that
// are not resolved.
func accepted(which string, back export.Returned, comments []int) (changes, kept []int, err error) {
	if which == "all" {
		isResolved := func(i int) bool { return back.Comments[i].Resolved }
		return back.Safe(), slices.DeleteFunc(slices.Clone(comments), isResolved), nil
	}
	for _, word := range strings.Split(which, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(word))
		switch {
		case err != nil || n < 1 || n > len(back.Changes)+len(comments):
			return nil, nil, usageError{fmt.Sprintf("there is no change or comment %q; there are %s and %s", word, count(len(back.Changes), "change"), count(len(comments), "comment"))}
		case n <= len(back.Changes):
			changes = append(changes, n-1)
		case !slices.Contains(kept, comments[n-1-len(back.Changes)]):
			kept = append(kept, comments[n-1-len(back.Changes)])
		}
	}
	return changes, kept, nil
}

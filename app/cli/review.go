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
	accept := flags.String("accept", "", "take over the changes of these `NUMBERS`, with commas between them, or all that give up nothing written since the export; “briefdesk undo” takes it back")
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
			return c.reviewed(r.Returned)
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
		return c.reviewed(back)
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

// reviewed lists changes and findings. Findings above remarks, such as a quotation
// that was changed, are its exit code.
func (c *call) reviewed(back export.Returned) error {
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
	writeFindings(c.Out, back.Findings)
	c.say("%s, %s", count(len(back.Changes), "change"), count(len(back.Findings), "finding"))
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

// accept takes over changes, as one step of undo.
func (c *call) accept(s *session.Session, r session.WordReview, which string) error {
	numbers, err := accepted(which, r.Returned)
	if err != nil {
		return err
	}
	if len(numbers) > 0 {
		if err := s.AcceptWord(r, numbers); err != nil {
			return err
		}
		if err := s.Flush(c.ctx); err != nil {
			return err
		}
	}
	if c.json {
		return c.line(map[string]any{"id": r.Briefing.ID, "accepted": len(numbers), "changes": len(r.Changes)})
	}
	c.say("%d of %s accepted", len(numbers), count(len(r.Changes), "change"))
	for i, ch := range r.Changes {
		if !slices.Contains(numbers, i) {
			c.say("%3d  left: %s", i+1, changeInWords(ch))
		}
	}
	return nil
}

// accepted are the indices of the changes that are named; all are those that give up
// nothing.
func accepted(which string, back export.Returned) ([]int, error) {
	if which == "all" {
		return back.Safe(), nil
	}
	var numbers []int
	for _, word := range strings.Split(which, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil || n < 1 || n > len(back.Changes) {
			return nil, usageError{fmt.Sprintf("there is no change %q; there are %s", word, count(len(back.Changes), "change"))}
		}
		numbers = append(numbers, n-1)
	}
	return numbers, nil
}

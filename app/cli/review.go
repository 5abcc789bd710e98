package cli

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/library"
)

// maxReview is how large a Word document that comes back may be, in bytes.
const maxReview = 64 << 20

// setupReview lists what was done in Word to a briefing that was exported there,
// and takes over what is accepted.
func setupReview(flags *flag.FlagSet) func(*call, []string) error {
	accept := flags.String("accept", "", "take over the changes of these `NUMBERS`, with commas between them, or all; “briefdesk undo” takes it back")
	return func(c *call, args []string) error {
		data, err := readWord(args[1])
		if err != nil {
			return err
		}
		if *accept == "" {
			return c.briefing(args[0], func(b briefing.Briefing, sources briefing.Sources, e *export.Exporter) error {
				back, err := readBack(e, b, sources, args[1], data)
				if err != nil {
					return err
				}
				return c.reviewed(back)
			})
		}
		if isFile(args[0]) {
			return usageError{"changes are accepted into a briefing of the library; save this one there with “briefdesk new " + args[0] + "”"}
		}
		return c.writing(func(s *session.Session, lib *library.Library) error {
			return c.accept(s, lib, args[0], args[1], data, *accept)
		})
	}
}

// readWord reads a file that is not too large to be a note.
func readWord(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, withoutPath(err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxReview+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, withoutPath(err))
	}
	if len(data) > maxReview {
		return nil, fmt.Errorf("read %s: it has more than %d MB, which no note has", name, maxReview>>20)
	}
	return data, nil
}

func readBack(e *export.Exporter, b briefing.Briefing, sources briefing.Sources, name string, data []byte) (export.Returned, error) {
	back, err := e.ReadBack(b, sources, data)
	if err != nil {
		return back, fmt.Errorf("read %s: %w", name, err)
	}
	return back, nil
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
	switch ch.Kind {
	case export.Inserted:
		return "new text " + after(ch.Block)
	case export.Moved:
		return fmt.Sprintf("block %d moved: it stands %s", ch.Block, after(ch.After))
	case export.Reworded, export.Deleted:
	}
	if ch.Stale {
		return fmt.Sprintf("block %d %s; the note has changed here, too, since it was exported", ch.Block, ch.Kind)
	}
	return fmt.Sprintf("block %d %s", ch.Block, ch.Kind)
}

// accept takes over changes, as one step of undo.
func (c *call) accept(s *session.Session, lib *library.Library, arg, name string, data []byte, which string) error {
	id, err := c.resolve(lib, arg, library.KindBriefing)
	if err != nil {
		return err
	}
	b, err := s.Briefing(id)
	if err != nil {
		return err
	}
	sources, err := s.Sources(b)
	if err != nil {
		return err
	}
	e, err := c.exporter()
	if err != nil {
		return err
	}
	back, err := readBack(e, b, sources, name, data)
	if err != nil {
		return err
	}
	numbers, err := accepted(which, back.Changes)
	if err != nil {
		return err
	}
	err = s.EditBriefing("Accept changes from Word", id, func(b *briefing.Briefing) error {
		after, err := back.Apply(*b, numbers)
		*b = after
		return err
	})
	if err != nil {
		return err
	}
	if err := s.Flush(c.ctx); err != nil {
		return err
	}
	if c.json {
		return c.line(map[string]int{"accepted": len(numbers), "changes": len(back.Changes)})
	}
	c.say("%d of %s accepted", len(numbers), count(len(back.Changes), "change"))
	return nil
}

// accepted are the indices of the changes that are named; all are those that can be.
func accepted(which string, changes []export.WordChange) ([]int, error) {
	var numbers []int
	if which == "all" {
		for i, ch := range changes {
			if ch.Hindrance == "" {
				numbers = append(numbers, i)
			}
		}
		return numbers, nil
	}
	for _, word := range strings.Split(which, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil || n < 1 || n > len(changes) {
			return nil, usageError{fmt.Sprintf("there is no change %q; there are %s", word, count(len(changes), "change"))}
		}
		numbers = append(numbers, n-1)
	}
	return numbers, nil
}

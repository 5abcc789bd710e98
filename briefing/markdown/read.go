package markdown

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/marking"
)

// reader turns the parts of a body into blocks.
type reader struct {
	profile  marking.Profile
	sources  briefing.Sources
	findings []briefing.Finding
	block    int // the number of the block being read, from 1
}

func (r *reader) blocks(body string, firstLine int) ([]briefing.Block, error) {
	parts, err := split(body, firstLine)
	if err != nil {
		return nil, err
	}
	blocks := slices.Grow([]briefing.Block(nil), len(parts)) // a note without blocks has nil
	for _, p := range parts {
		if p.kind == partDiv && p.name == divRemark {
			if err := readRemark(p, blocks); err != nil {
				return nil, err
			}
			continue
		}
		r.block = len(blocks) + 1
		b, err := r.read(p)
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, b)
	}
	return blocks, nil
}

func (r *reader) read(p part) (briefing.Block, error) {
	switch p.kind {
	case partDiv:
		return readDiv(p)
	case partImage:
		image, title, _ := readImage(p.source)
		portion, caption := r.portion(title)
		return briefing.Block{Kind: briefing.BlockImage, Image: image, Text: caption, Portion: portion}, nil
	case partHeading:
		portion, text := r.portion(p.title)
		return briefing.Block{Kind: briefing.BlockHeading, Level: p.level, Text: text, Portion: portion}, nil
	case partQuote:
		if body, source, ok := cutSource(p.source); ok {
			return r.quotation(body, source, p.line+strings.Count(p.source, "\n"))
		}
	}
	portion, text := r.portion(p.source)
	return briefing.Block{Kind: briefing.BlockText, Text: text, Portion: portion}, nil
}

// portion takes the marking from the start of a block, if the profile has it.
func (r *reader) portion(s string) (briefing.Marking, string) {
	inside, ok := strings.CutPrefix(s, "(")
	mark, rest, closed := strings.Cut(inside, ")")
	if !ok || !closed || r.profile.Level(briefing.Marking(mark)) < 0 {
		return "", s
	}
	if rest == "" {
		return briefing.Marking(mark), ""
	}
	if rest, ok = strings.CutPrefix(rest, " "); !ok {
		return "", s
	}
	return briefing.Marking(mark), rest
}

// The names of divs of JSON: one holds any block at all, the other a remark on the
// block above it.
const (
	divBlock  = "block"
	divRemark = "remark"
)

// divNames are the names of divs, as messages give them.
var divNames = []string{
	string(briefing.BlockText), string(briefing.BlockDisclaimer), string(briefing.BlockSources), string(briefing.BlockPageBreak),
	string(briefing.BlockContents), string(briefing.BlockImage), divBlock, divRemark,
}

func readDiv(p part) (briefing.Block, error) {
	if !slices.Contains(divNames, p.name) {
		return briefing.Block{}, fmt.Errorf("line %d: there is no block ::: %s; there are %s", p.line, p.name, strings.Join(divNames, ", "))
	}
	if p.name == divBlock {
		return readJSON[briefing.Block](p)
	}
	b := briefing.Block{Kind: briefing.BlockKind(p.name), Portion: briefing.Marking(p.portion)}
	switch b.Kind {
	case briefing.BlockText, briefing.BlockDisclaimer:
		b.Text = strings.TrimSuffix(p.content, "\n")
	case briefing.BlockImage:
		first, caption, _ := strings.Cut(strings.TrimSuffix(p.content, "\n"), "\n")
		image, title, ok := readImage(first)
		if !ok || title != "" && title != decorative {
			return briefing.Block{}, fmt.Errorf("line %d: the block ::: image begins with ![what it shows](file.png); its caption follows", p.line)
		}
		image.Decorative = title == decorative
		b.Image, b.Text = image, caption
	default:
		if !isBlank(strings.ReplaceAll(p.content, "\n", "")) {
			return briefing.Block{}, fmt.Errorf("line %d: the block ::: %s holds no text; close it with a line ::: right below", p.line, p.name)
		}
	}
	return b, nil
}

func readJSON[T any](p part) (T, error) {
	var v T
	d := json.NewDecoder(strings.NewReader(p.content))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		return v, fmt.Errorf("line %d: read the block ::: %s: %w", p.line, p.name, err)
	}
	return v, nil
}

// readRemark adds a remark to the last of the blocks.
func readRemark(p part, blocks []briefing.Block) error {
	if len(blocks) == 0 {
		return fmt.Errorf("line %d: there is no block above for the ::: remark to be about", p.line)
	}
	remark, err := readJSON[briefing.Remark](p)
	last := &blocks[len(blocks)-1]
	last.Remarks = append(last.Remarks, remark)
	return err
}

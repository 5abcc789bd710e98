package manuscript

import (
	"bytes"
	"fmt"
	"image"

	// The forms that pictures are kept in.
	_ "image/jpeg"
	_ "image/png"

	"briefdesk/briefing"
)

// Figure is a picture with its caption below it.
type Figure struct {
	Image         briefing.Image
	Width, Height int // in pixels
	// Says stands for the picture where none can be shown; it is empty for one
	// that only decorates.
	Says string
	// Caption has the number of the figure; it may be empty.
	Caption []Run
	Block   int
	// Anchor is what references call it, or empty.
	Anchor string
}

func (Figure) block() {}

// Rules of findings about images.
const (
	RuleImageMissing = "image-missing"
	RuleImageNoAlt   = "image-without-description"
)

// figure adds the picture of block n. Without its bytes there is nothing to
// show, but what it would say is printed.
func (m *builder) figure(n int, b briefing.Block) {
	caption := m.portioned(b.Portion, m.inline(n, b.Text))
	if b.Image.Alt == "" && !b.Image.Decorative {
		m.find(RuleImageNoAlt, briefing.SeverityError, n, "", "the image says nothing to those who do not see it; describe it, or mark it as decorative")
	}
	about, kind, err := image.DecodeConfig(bytes.NewReader(b.Image.Data))
	if err != nil || kind != b.Image.Type {
		m.find(RuleImageMissing, briefing.SeverityError, n, b.Image.FileName(), "the image %s is not there, and its description stands in its place; insert it again", b.Image.FileName())
		m.add(Paragraph{Text: merged(append([]Run{{Text: inWords(m.Language, b.Image) + " "}}, caption...)), Block: n})
		return
	}
	m.add(Figure{Image: b.Image, Width: about.Width, Height: about.Height, Says: inWords(m.Language, b.Image), Caption: caption, Block: n})
}

// inWords stands for an image where none can be shown.
func inWords(language string, i briefing.Image) string {
	switch {
	case i.Decorative:
		return ""
	case i.Alt == "":
		return "[" + Say(language, "Image") + "]"
	}
	return "[" + Say(language, "Image") + ": " + i.Alt + "]"
}

// numberFigures gives each figure with a caption its number.
func (m *builder) numberFigures() {
	figures := 0
	for i, b := range m.Blocks {
		f, ok := b.(Figure)
		if !ok || len(f.Caption) == 0 {
			continue
		}
		figures = m.counter.next(countFigures, f.Block, figures+1)
		number := Run{Text: Figures(m.Language, fmt.Sprintf(Say(m.Language, "Figure %d."), figures)), Bold: true}
		f.Caption = append([]Run{number, {Text: " "}}, f.Caption...)
		m.Blocks[i] = f
	}
}

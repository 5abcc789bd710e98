package pdftest

import (
	"encoding/hex"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Shown is a text as a page shows it.
type Shown struct {
	Page int     // from 0
	X, Y float64 // where it begins, in points from the bottom left
	Size float64 // of its type, in points
	// Ink is its red, green and blue, each from 0 to 255.
	Ink  [3]int
	Text string

	sequence int // the marked sequence that it stands in, or artifact
}

// Texts are all texts of a file, in the order of its pages and of their content.
// It knows no more of showing text than our own writer does: lines begin where
// Td says, and colours are set outside of q and Q.
func Texts(data []byte) ([]Shown, error) {
	c := checker{}
	var err error
	if c.file, err = read(data); err != nil {
		return nil, fmt.Errorf("read PDF: %w", err)
	}
	c.catalogue = c.dict(c.trailer["Root"])
	var all []Shown
	says := map[ref]map[int]string{}
	for i, p := range c.leaves(c.catalogue["Pages"], nil) {
		shown, err := c.texts(i, c.dict(p), says)
		if err != nil {
			return nil, fmt.Errorf("read page %d of a PDF: %w", i+1, err)
		}
		all = append(all, shown...)
	}
	return all, nil
}

// texts are those of one page. What the codes of a font say is kept in says.
func (c *checker) texts(page int, p dict, says map[ref]map[int]string) ([]Shown, error) {
	var all []Shown
	at := Shown{Page: page}
	var font ref
	fonts := c.dict(c.dict(p["Resources"])["Font"])
	l := lexer{src: c.stream(p["Contents"])}
	var operands []any
	for l.err == nil {
		v := l.next()
		op, isWord := v.(word)
		if v == nil && l.pos >= len(l.src) {
			break
		}
		if !isWord {
			operands = append(operands, v)
			continue
		}
		switch op {
		case "BDC":
			at.sequence = artifact
			if id, ok := c.dict(operands[1])["MCID"].(float64); ok {
				at.sequence = int(id)
			}
		case "BT":
			at.X, at.Y = 0, 0
		case "Td":
			at.X, at.Y = at.X+c.number(operands[0]), at.Y+c.number(operands[1])
		case "rg":
			for i := range at.Ink {
				at.Ink[i] = int(math.Round(c.number(operands[i]) * 255))
			}
		case "Tf":
			key, _ := operands[0].(name)
			at.Size = c.number(operands[1])
			if font, _ = fonts[key].(ref); says[font] == nil {
				says[font] = c.unicodes(c.dict(font))
			}
		case "TJ", "Tj":
			at.Text = decoded(operands[0], says[font])
			all = append(all, at)
		}
		operands = operands[:0]
	}
	return all, l.err
}

// decoded is what the operand of a text operator says.
func decoded(operand any, says map[int]string) string {
	parts, isArray := operand.(array)
	if !isArray {
		parts = array{operand}
	}
	var s strings.Builder
	for _, p := range parts {
		t, _ := p.(text)
		for i := 0; i+1 < len(t); i += 2 {
			s.WriteString(says[int(t[i])<<8|int(t[i+1])])
		}
	}
	return s.String()
}

// unicodes is what the codes of a font stand for.
func (c *checker) unicodes(font dict) map[int]string {
	says := map[int]string{}
	for _, block := range regexp.MustCompile(`(?s)beginbfchar(.*?)endbfchar`).FindAllSubmatch(c.stream(font["ToUnicode"]), -1) {
		for _, m := range regexp.MustCompile(`<([0-9A-F]{4})> <([0-9A-F]*)>`).FindAllSubmatch(block[1], -1) {
			code, _ := strconv.ParseInt(string(m[1]), 16, 32)
			units, _ := hex.DecodeString(string(m[2]))
			says[int(code)] = fromUTF16(units)
		}
	}
	return says
}

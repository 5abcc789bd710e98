package docx

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// markup is XML that is being written.
type markup struct {
	bytes.Buffer
	open []string // the elements that are not closed yet
}

const (
	wordURL    = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	drawingURL = "http://schemas.openxmlformats.org/drawingml/2006/"
)

// word begins a part of a Word document.
func (x *markup) word(name string) {
	x.begin(name, "xmlns:w", wordURL, "xmlns:r", officeURL)
}

// begin begins a file.
func (x *markup) begin(name string, attrs ...string) {
	x.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	x.start(name, attrs...)
}

// start opens an element; attrs are names and values.
func (x *markup) start(name string, attrs ...string) {
	x.tag(name, attrs)
	x.WriteString(">")
	x.open = append(x.open, name)
}

func (x *markup) tag(name string, attrs []string) {
	x.WriteString("<" + name)
	for i := 0; i < len(attrs); i += 2 {
		x.WriteString(" " + attrs[i] + `="`)
		x.text(attrs[i+1])
		x.WriteString(`"`)
	}
}

// end closes the element that was opened last.
func (x *markup) end() {
	last := len(x.open) - 1
	x.WriteString("</" + x.open[last] + ">")
	x.open = x.open[:last]
}

// leaf is an element without content.
func (x *markup) leaf(name string, attrs ...string) {
	x.tag(name, attrs)
	x.WriteString("/>")
}

// val is a leaf that has a value.
func (x *markup) val(name, value string) { x.leaf(name, "w:val", value) }

// element is an element that holds text.
func (x *markup) element(name, text string, attrs ...string) {
	x.start(name, attrs...)
	x.text(text)
	x.end()
}

func (x *markup) text(s string) {
	if !strings.ContainsAny(s, "<>&\"'\t\n\r") && isPlain(s) {
		x.WriteString(s)
		return
	}
	_ = xml.EscapeText(&x.Buffer, []byte(s)) // a buffer takes everything
}

// isPlain reports whether s has no byte that XML may not hold.
func isPlain(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == '\ufffd' || r >= 0xfffe && r <= 0xffff }) < 0
}

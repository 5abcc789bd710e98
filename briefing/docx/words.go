package docx

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"briefdesk/briefing/opc"
)

// Quoted are the words that a document shows of each of n quotations: what stands
// in the style of quoted words within its content control. Paragraphs are joined
// by line feeds. It is false where the controls are not in order.
func Quoted(data []byte, n int) (words []string, ordered bool, err error) {
	pkg, err := opc.Open(data)
	if err != nil {
		return nil, false, fmt.Errorf("read the document: %w", err)
	}
	main, err := pkg.Part(mainPart)
	if err != nil {
		return nil, false, fmt.Errorf("read the document: %w", err)
	}
	r := quotedReader{Elements: opc.NewElements(main), words: make([]string, n), ordered: true}
	if err := r.Each(r.visit); err != nil {
		return nil, false, fmt.Errorf("read the document: %w", err)
	}
	return r.words, r.ordered, nil
}

const mainPart = "word/document.xml"

// quotedReader gathers the words of quotations.
type quotedReader struct {
	*opc.Elements
	words   []string
	number  int // of the quotation whose control it is in, or 0
	last    int
	ordered bool
	quoted  bool // the run is in the style of quoted words
}

func (r *quotedReader) visit(el xml.StartElement) error {
	switch el.Name.Local {
	case "sdt":
		defer func() { r.number = 0 }()
	case "alias":
		r.begin(attr(el, "val"))
	case "p":
		r.quoted = false
	case "r":
		r.quoted = false
	case "rStyle":
		r.quoted = attr(el, "val") == styleQuoted
	case "t":
		text, err := r.Text()
		r.add(text)
		return err
	case "br":
		r.add("\n")
	case "tab":
		r.add("\t")
	}
	return r.Each(r.visit)
}

// begin begins the control of a quotation by its name.
func (r *quotedReader) begin(alias string) {
	number, isQuotation := strings.CutPrefix(alias, quotationAlias)
	n, err := strconv.Atoi(number)
	if !isQuotation || err != nil || n < 1 || n > len(r.words) {
		return
	}
	r.ordered = r.ordered && n >= r.last
	if r.words[n-1] != "" {
		r.words[n-1] += "\n"
	}
	r.number, r.last = n, n
}

func (r *quotedReader) add(text string) {
	if r.quoted && r.number > 0 {
		r.words[r.number-1] += text
	}
}

// attr is the value of an attribute of Word's.
func attr(el xml.StartElement, name string) string {
	for _, a := range el.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

package pdftest

import (
	"fmt"
	"strings"
)

// Node is an element of a file's structure and what it holds, in the order of
// reading, as those have it who do not see the pages. A node without a role is a
// text that stands in the element around it.
type Node struct {
	Role string // of ISO 32000-1, 14.8.4, such as P or Note
	// Text is what a text shows, or what an element stands for in words where it
	// says so. A hyphen that a line break put in is U+00AD.
	Text string
	Alt  string // describes a figure
	Kids []Node
}

// Structure is the tree of all that a file shows but what repeats on its pages.
func Structure(data []byte) (Node, error) {
	c := checker{}
	var err error
	if c.file, err = read(data); err != nil {
		return Node{}, fmt.Errorf("read PDF: %w", err)
	}
	c.catalogue = c.dict(c.trailer["Root"])
	shown := map[mark]string{}
	says := map[ref]map[int]string{}
	for i, k := range c.leaves(c.catalogue["Pages"], nil) {
		texts, err := c.texts(i, c.dict(k), says)
		if err != nil {
			return Node{}, fmt.Errorf("read page %d of a PDF: %w", i+1, err)
		}
		for _, t := range texts {
			shown[mark{page: k, sequence: t.sequence}] += t.Text
		}
	}
	return c.node(c.dict(c.catalogue["StructTreeRoot"])["K"], shown), nil
}

// node is an element with what it holds.
func (c *checker) node(at any, shown map[mark]string) Node {
	d := c.dict(at)
	role, _ := d["S"].(name)
	n := Node{Role: string(role), Text: c.words(d["ActualText"]), Alt: c.words(d["Alt"])}
	page, _ := d["Pg"].(ref)
	for _, k := range c.array(d["K"]) {
		switch k := k.(type) {
		case ref:
			n.Kids = append(n.Kids, c.node(k, shown))
		case float64:
			n.Kids = append(n.Kids, Node{Text: shown[mark{page: page, sequence: int(k)}]})
		case dict:
			on := page
			if p, ok := k["Pg"].(ref); ok {
				on = p
			}
			if k["Type"] == name("MCR") {
				n.Kids = append(n.Kids, Node{Text: shown[mark{page: on, sequence: int(c.number(k["MCID"]))}]})
			}
		}
	}
	return n
}

// Words are all that a node says: lines are joined, and the hyphens of line breaks
// go.
func (n Node) Words() string {
	var s strings.Builder
	n.say(&s)
	return strings.ReplaceAll(s.String(), "\u00ad", "")
}

func (n Node) say(s *strings.Builder) {
	if n.Role == "" || n.Text != "" {
		s.WriteString(n.Text)
		return
	}
	for _, k := range n.Kids {
		k.say(s)
	}
}

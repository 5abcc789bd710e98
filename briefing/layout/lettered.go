package layout

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"briefdesk/briefing/manuscript"
)

// Lettered is m with its ordered lists counted in letters, and those within lists in
// Roman numerals, where its page style does so: everywhere, or in panels. Formats
// that flow ask for it too, so that an item is called the same in all of them.
func Lettered(m manuscript.Manuscript) manuscript.Manuscript {
	st := templateOf(m.Template).style(Paper(m.Template))
	if !st.list.letters && !st.panel.letters {
		return m
	}
	outer := lettersOf(0, m.Language)
	m.Blocks = slices.Clone(m.Blocks)
	inPanel := false
	for i, b := range m.Blocks {
		switch b := b.(type) {
		case manuscript.Heading:
			if b.Level == 1 {
				inPanel = b.Panel
			}
		case manuscript.PageBreak, manuscript.Clipping:
			inPanel = false
		case manuscript.List:
			if st.list.letters || inPanel {
				m.Blocks[i] = counted(b, outer)
			}
		}
	}
	return m
}

// lettersOf are the letters of a list that is within depth others.
func lettersOf(depth int, language string) manuscript.Counting {
	base, _, _ := strings.Cut(language, "-")
	switch {
	case depth > 0:
		return manuscript.InRomans
	case strings.EqualFold(base, "ur"):
		return manuscript.InUrduLetters
	}
	return manuscript.InLetters
}

// label is that of item i of an ordered list.
func (st listStyle) label(l manuscript.List, i int, language string) string {
	return cmp.Or(l.Letter(i), manuscript.Figures(language, strconv.Itoa(l.Start+i))+st.after)
}

// counted is a list that counts in a way; lists within it count in Roman numerals.
func counted(l manuscript.List, way manuscript.Counting) manuscript.List {
	if l.Ordered {
		l.Counting = way
	}
	l.Items = slices.Clone(l.Items)
	for i, item := range l.Items {
		l.Items[i] = slices.Clone(item)
		for j, b := range item {
			if inner, ok := b.(manuscript.List); ok {
				l.Items[i][j] = counted(inner, manuscript.InRomans)
			}
		}
	}
	return l
}

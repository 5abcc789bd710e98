package quote

import (
	"unicode/utf16"

	"briefdesk/briefing"
)

// UTF16 says where r stands in text for tools that count UTF-16 code units, as
// JavaScript does and browsers' annotations with it. r lies within text.
func UTF16(text string, r briefing.Range) (start, end int) {
	o, units := briefing.Offset(0), 0
	for _, c := range text {
		if o == r.Start {
			start = units
		}
		if o == r.End {
			return start, units
		}
		units += utf16.RuneLen(c)
		o++
	}
	if o == r.Start {
		start = units
	}
	return start, units
}

// FromUTF16 is the range of text that stands from start to end for tools that
// count UTF-16 code units, clipped to text. A character that they cut in two
// belongs to it.
func FromUTF16(text string, start, end int) briefing.Range {
	var r briefing.Range
	o, units := briefing.Offset(0), 0
	for _, c := range text {
		if units >= end {
			break
		}
		units += utf16.RuneLen(c)
		o++
		if units <= start {
			r.Start = o
		}
	}
	r.End = max(o, r.Start)
	return r
}

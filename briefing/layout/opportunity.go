package layout

import "github.com/go-text/typesetting/segmenter"

// Where lines may break, after UAX #14 (https://www.unicode.org/reports/tr14/).
//
// The segmenter looks each character up in tables, and nearly all of them are
// plain: letters, figures, and the stops after them. A space between two plain
// characters is a break whatever stands further off (LB18; no rule that looks
// over spaces starts from a letter, a figure or a stop), so a text falls into
// stretches there, and those of plain characters have no break within (LB23,
// LB25, LB28, LB29, LB13). Only the other stretches go to the segmenter.

// opportunities calls f with each place where a line may end, and whether it
// must. The last is the end of the text.
func opportunities(seg *segmenter.Segmenter, text []rune, f func(end int, mandatory bool)) {
	for start := 0; start < len(text); {
		end, plain := stretchOf(text, start)
		if plain {
			f(end, end == len(text))
			start = end
			continue
		}
		seg.Init(text[start:end])
		for iter := seg.LineIterator(); iter.Next(); {
			l := iter.Line()
			at := start + l.Offset + len(l.Text)
			f(at, l.IsMandatoryBreak && (at < end || end == len(text) || isLineEnd(text[at-1])))
		}
		start = end
	}
}

func isLineEnd(r rune) bool { return r >= '\n' && r <= '\r' || r == 0x85 || r == 0x2028 || r == 0x2029 }

// stretchOf is the end of the stretch that begins at start, and whether it is
// of plain characters alone.
func stretchOf(text []rune, start int) (end int, plain bool) {
	plain = true
	for i := start; i < len(text); i++ {
		r := text[i]
		switch {
		case isWordly(r):
		case isStop(r) && i > start:
		case r == '’' && i > start && isWordly(text[i-1]) && i+1 < len(text) && isWordly(text[i+1]):
		case r == ' ' && i > start && (isWordly(text[i-1]) || isStop(text[i-1])):
			next := i + 1
			for next < len(text) && text[next] == ' ' {
				next++
			}
			if next == len(text) || isWordly(text[next]) {
				return next, plain
			}
			plain = false
		default:
			plain = false
		}
	}
	return len(text), plain
}

// isWordly reports whether r is a Latin letter or a figure.
func isWordly(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r >= 0xC0 && r <= 0x17F && r != 0xD7 && r != 0xF7
}

func isStop(r rune) bool { return r == ',' || r == '.' || r == ';' || r == ':' }

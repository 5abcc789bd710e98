package manuscript

import "strings"

// Most paragraphs of a note have no markup, and to parse them as Markdown takes ten
// times as long as to see that. A property holds the short cut against the parser.

// isPlain reports whether Markdown of our own, be it a text or a line, is one
// paragraph that says what is typed: a line that begins as a sentence does, without a
// character that means something to CommonMark or to an extension.
func isPlain(markdown string) bool {
	n := len(markdown)
	if n == 0 || !isASCIILetter(markdown[0]) || markdown[n-1] == ' ' {
		return false
	}
	for i := range n {
		c := markdown[i]
		switch {
		case isASCIILetter(c), c >= '0' && c <= '9', c >= 0x80:
		case strings.IndexByte(" ,;?()/%", c) >= 0:
		case (c == '.' || c == '-') && markdown[i-1] != c: // two of them are a dash or an ellipsis
		default:
			return false
		}
	}
	return !strings.Contains(markdown, "www.")
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

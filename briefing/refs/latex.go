package refs

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// LaTeX, as far as titles and names of BibTeX have it: accents, symbols, and
// commands of type, of which the words are kept.

// latexAccents are the commands that put a mark on the letter after them.
var latexAccents = map[string]rune{
	"`": 0x300, "'": 0x301, "^": 0x302, "~": 0x303, "=": 0x304, "u": 0x306, ".": 0x307, `"`: 0x308, "r": 0x30a, "H": 0x30b, "v": 0x30c,
	"d": 0x323, "c": 0x327, "k": 0x328, "b": 0x331, "t": 0x361,
}

// latexSymbols are the commands that stand for something themselves.
var latexSymbols = map[string]string{
	"ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ",
	"dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
	"&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", "-": "", "/": "", ",": " ", ";": " ", ":": " ", "!": "", "@": "",
	"\\": " ", "par": " ", "newline": " ", "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
	"textquotedblright": "”", "guillemotleft": "«", "guillemotright": "»", "ldots": "…", "dots": "…", "textellipsis": "…", "textasciitilde": "~",
	"textasciicircum": "^", "textbackslash": `\`, "textbar": "|", "textless": "<", "textgreater": ">", "textunderscore": "_", "textdollar": "$",
	"textbraceleft": "{", "textbraceright": "}", "textquotesingle": "'", "textasciigrave": "`", "textquotedbl": `"`, "euro": "€", "texteuro": "€",
	"pounds": "£", "textsterling": "£", "S": "§", "P": "¶", "copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™",
	"textdegree": "°", "slash": "/", "textbullet": "•", "textonehalf": "½", "LaTeX": "LaTeX", "TeX": "TeX",
}

// latexTypes are the commands that only say how their words are set.
var latexTypes = map[string]bool{
	"emph": true, "textit": true, "textbf": true, "textsc": true, "texttt": true, "textrm": true, "textsf": true, "textup": true, "textsl": true,
	"textnormal": true, "mkbibquote": true, "enquote": true, "uppercase": true, "url": true, "mbox": true, "text": true, "it": true, "bf": true,
	"em": true, "sc": true, "tt": true, "rm": true, "textsuperscript": true, "textsubscript": true, "href": true, "protect": true, "relax": true,
}

// latexText is what a value of BibTeX reads as. Commands that are not known stay
// as they are.
func latexText(s string) string {
	if !strings.ContainsAny(s, "\\{}~-`'$") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		switch {
		case s[i] == '\\':
			text, next := latexCommand(s, i+1)
			b.WriteString(text)
			i = next
		case s[i] == '{' || s[i] == '}':
			i++
		case s[i] == '$':
			text, next := formulaText(s, i)
			b.WriteString(text)
			i = next
		case s[i] == '~':
			b.WriteByte(' ')
			i++
		case strings.HasPrefix(s[i:], "---"):
			b.WriteString("—")
			i += 3
		case strings.HasPrefix(s[i:], "--"):
			b.WriteString("–")
			i += 2
		case strings.HasPrefix(s[i:], "``"):
			b.WriteString("“")
			i += 2
		case strings.HasPrefix(s[i:], "''"):
			b.WriteString("”")
			i += 2
		default:
			b.WriteByte(s[i])
			i++
		}
	}
	return b.String()
}

// latexCommand reads a command, whose name begins at i, and returns what it
// stands for and where it ends.
func latexCommand(s string, i int) (text string, next int) {
	if i >= len(s) {
		return `\`, i
	}
	name, next := commandName(s, i)
	if mark, ok := latexAccents[name]; ok {
		if letter, after, ok := accented(s, next); ok {
			return norm.NFC.String(letter + string(mark)), after
		}
		return `\` + name, next
	}
	if symbol, ok := latexSymbols[name]; ok {
		return symbol, afterName(s, name, next)
	}
	if latexTypes[name] {
		return "", afterName(s, name, next)
	}
	return `\` + name, next
}

func commandName(s string, i int) (name string, next int) {
	next = i
	for next < len(s) && isASCIILetter(s[next]) {
		next++
	}
	if next == i {
		_, size := utf8.DecodeRuneInString(s[i:])
		next += size
	}
	return s[i:next], next
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// afterName is where the text goes on after the name of a command: TeX swallows
// the space after letters.
func afterName(s, name string, next int) int {
	if isASCIILetter(name[0]) && next < len(s) && s[next] == ' ' {
		return next + 1
	}
	return next
}

// accented is the letter that an accent stands on: bare, in braces, or the i and j
// without a dot.
func accented(s string, i int) (letter string, next int, ok bool) {
	for i < len(s) && s[i] == ' ' {
		i++
	}
	inBraces := i < len(s) && s[i] == '{'
	if inBraces {
		i++
	}
	if i >= len(s) {
		return "", i, false
	}
	if s[i] == '\\' && i+1 < len(s) {
		name, after := commandName(s, i+1)
		switch name {
		case "i", "j":
			letter, i = name, afterName(s, name, after)
		default:
			return "", i, false
		}
	} else {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) {
			return "", i, false
		}
		letter, i = string(r), i+size
	}
	if inBraces {
		if i >= len(s) || s[i] != '}' {
			return "", i, false
		}
		i++
	}
	return letter, i, true
}

// latexEscaped writes text so that latexText reads it.
func latexEscaped(s string) string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		switch r {
		case '&', '%', '$', '#', '_', '{', '}':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\\':
			b.WriteString(`\textbackslash{}`)
		case '~':
			b.WriteString(`\textasciitilde{}`)
		case '^':
			b.WriteString(`\textasciicircum{}`)
		case '-', '`', '\'':
			if r == last {
				b.WriteString("{}")
			}
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// verbatimText is an address, in which only what must be escaped is.
func verbatimText(s string) string {
	s = strings.TrimSpace(s)
	if inner, ok := wholeGroup(s); ok {
		s = inner
	}
	return clean(strings.NewReplacer(`\_`, "_", `\%`, "%", `\&`, "&", `\#`, "#", `\~{}`, "~", `\~`, "~", `\textasciitilde{}`, "~", `\textasciitilde`, "~", "{", "", "}", "").Replace(s))
}

package layout

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words in another script than that of their paragraph are in another language:
// they are shaped, and read out, in it. Which one it is can only be guessed from
// the script and its letters; words in the same script are taken to be in the
// language of the paragraph, unless their run names another, in which they are
// hyphenated too.

// scripts are those in which words are told apart, with the languages of notes
// that are written in them, the likeliest first.
var scripts = []struct {
	table     *unicode.RangeTable
	languages []string
}{
	{unicode.Latin, []string{"en"}},
	{unicode.Arabic, []string{"ur", "ar", "fa", "ps", "sd", "ug", "ckb"}},
	{unicode.Cyrillic, []string{"ru", "uk", "be", "bg", "mk", "kk", "ky"}},
	{unicode.Greek, []string{"el"}},
	{unicode.Hebrew, []string{"he", "yi"}},
}

// scriptOf is the index in scripts of that of a letter, or below 0.
func scriptOf(r rune) int {
	for i, s := range scripts {
		if unicode.Is(s.table, r) && (unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)) {
			return i
		}
	}
	return -1
}

// scriptFor is the index in scripts of that of a language.
func scriptFor(language string) int {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	for i, s := range scripts {
		if slices.Contains(s.languages, base) {
			return i
		}
	}
	return 0
}

// Letters that tell languages of one script apart.
const (
	ukrainian = "іїєґІЇЄҐ"
	arabic    = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٱ" // and no others
)

// languageIn is the likeliest language of words in a script.
func languageIn(script int, words string) string {
	likeliest := scripts[script].languages[0]
	isForeign := func(r rune) bool { return unicode.IsLetter(r) && !strings.ContainsRune(arabic, r) }
	switch {
	case likeliest == "ru" && strings.ContainsAny(words, ukrainian):
		return "uk"
	case likeliest == "ur" && !strings.ContainsFunc(words, isForeign):
		return "ar"
	}
	return likeliest
}

// foreignStretch is the first stretch of text in a script other than own: its words
// and what stands between them. It is empty if there is none.
func foreignStretch(text string, own int) (from, to, script int) {
	script = own
	for at, r := range text {
		s := scriptOf(r)
		switch {
		case s < 0 || s == own && script == own:
		case script == own:
			from, script = at, s
			to = at + utf8.RuneLen(r)
		case s == script:
			to = at + utf8.RuneLen(r)
		default:
			return from, to, script
		}
	}
	return from, to, script
}

// mayBeForeign reports whether text has letters in another script than that of
// index own, or might have.
func mayBeForeign(text string, own int) bool {
	if own == 0 {
		for i := range len(text) {
			if b := text[i]; b >= 0xcd && b != 0xe2 { // U+0340 and above, but for punctuation
				return true
			}
		}
		return false
	}
	for i := range len(text) {
		if b := text[i]; b|0x20 >= 'a' && b|0x20 <= 'z' || b >= 0xc3 && b != 0xe2 {
			return true
		}
	}
	return false
}

// inLanguages cuts spans where the script changes, and says in the structure
// which language the words in another are in.
func (f *flow) inLanguages(spans []span, set setting) []span {
	if set.tag == Furniture {
		return spans
	}
	own := scriptFor(set.language)
	if !slices.ContainsFunc(spans, func(sp span) bool { return sp.language != "" || mayBeForeign(sp.text, own) }) {
		return spans
	}
	times := map[string]int{}
	var cut []span
	for _, sp := range spans {
		if sp.language != "" {
			cut = append(cut, f.told(sp, set, true, times))
			continue
		}
		for sp.note == 0 && sp.backTo == 0 && sp.tag != Furniture {
			from, to, script := foreignStretch(sp.text, own)
			if script == own {
				break
			}
			before, foreign := sp, sp
			before.text, foreign.text = sp.text[:from], sp.text[from:to]
			if from > 0 {
				cut = append(cut, before)
			}
			foreign.language = languageIn(script, foreign.text)
			cut = append(cut, f.told(foreign, set, from == 0 && to == len(sp.text), times))
			sp.text = sp.text[to:]
		}
		if sp.text != "" {
			cut = append(cut, sp)
		}
	}
	return cut
}

// told is foreign words as part of an element that says their language. A link is one
// element with its words, and says it where they are whole; times counts what there
// was in the paragraph before.
func (f *flow) told(foreign span, set setting, whole bool, times map[string]int) span {
	parent := cmp.Or(foreign.tag, set.tag)
	switch {
	case parent <= 0:
	case f.tree.elements[parent].Role == RoleLink:
		if whole {
			f.tree.elements[parent].Language = foreign.language
		}
	default:
		key := foreignWords{parent, foreign.text, times[foreign.text]}
		times[foreign.text]++
		foreign.tag = f.spanOf(key, foreign.language)
	}
	return foreign
}

// foreignWords are words in another language: those of an element, for the nth
// time in it.
type foreignWords struct {
	parent int
	text   string
	nth    int
}

// spanOf is the element of foreign words, which stays the same if their paragraph
// is set again.
func (f *flow) spanOf(words foreignWords, language string) int {
	tag, known := f.foreign[words]
	if !known {
		tag = f.tree.add(words.parent, RoleSpan)
		f.tree.elements[tag].Language = language
		f.foreign[words] = tag
	}
	return tag
}

// otherOfficial is the other official language of Canada, in which a second
// letterhead and title are.
func otherOfficial(language string) string {
	if base, _, _ := strings.Cut(language, "-"); strings.EqualFold(base, "fr") {
		return "en"
	}
	return "fr"
}

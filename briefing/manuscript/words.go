package manuscript

import (
	"embed"
	"encoding/json"
	"strings"
	"sync"
	"time"
	"unicode"
)

// Say is an English phrase of the program's own as it is printed in a note in a
// language (BCP 47). Verbs such as %d stand in the same order in all languages.
// A language or a phrase that is not known is left in English.
func Say(language, english string) string {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	if table, ok := phrases[base]; ok {
		if said, ok := table()[english]; ok {
			return said
		}
	}
	return english
}

// AnnexLabel is what stands above the title of the annex, in capitals.
func AnnexLabel(language string) string {
	return strings.ToUpper(Say(language, "Annex")) + "\u00a0A"
}

// HowProved says, in English, what was done to prove quotations, with the version of the
// rules of comparison.
const HowProved = "Each quotation was read back from this note as it stands here, its marked edits were undone, and the words compared " +
	"with the stored text of the source between the positions shown. Positions count the characters of that text from 0; the end is not included. " +
	"The hashes are SHA-256: of the stored text, of the words in it, and of the words as they are printed (rules of comparison, version %d)."

// translations holds what the program says on paper, a file for each language
// (LANG.json) with the English phrases as its keys.
//
//go:embed translations/*.json
var translations embed.FS

// phrases are those of each language, read when they are first needed.
var phrases = map[string]func() map[string]string{
	"fr": translated("fr"), "de": translated("de"), "es": translated("es"), "ur": translated("ur"),
}

func translated(language string) func() map[string]string {
	return sync.OnceValue(func() map[string]string {
		var said map[string]string
		data, err := translations.ReadFile("translations/" + language + ".json")
		if err == nil {
			err = json.Unmarshal(data, &said)
		}
		if err != nil {
			panic(err) // the files are in the program
		}
		return said
	})
}

// months by language; those of English come with package time.
var months = map[string][12]string{
	"fr": {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	"de": {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
	"es": {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	"ur": {"جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر"},
}

// dateForms are how a day and a month are written, M standing for the month's name.
var dateForms = map[string][2]string{
	"fr": {"2 M 2006", "M 2006"}, "de": {"2. M 2006", "M 2006"},
	"es": {"2 de M de 2006", "M de 2006"}, "ur": {"2 M 2006", "M 2006"},
}

// longDate writes YYYY-MM-DD, YYYY-MM or YYYY in words; anything else stays as it is.
func longDate(date, language string) string {
	day, month := "2 January 2006", "January 2006"
	if language == "en-US" {
		day = "January 2, 2006"
	}
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	names, foreign := months[base]
	if foreign {
		day, month = dateForms[base][0], dateForms[base][1]
	}
	for _, form := range [][2]string{{time.DateOnly, day}, {"2006-01", month}} {
		t, err := time.Parse(form[0], date)
		if err != nil {
			continue
		}
		if foreign {
			return Figures(language, strings.Replace(t.Format(form[1]), "M", names[t.Month()-1], 1))
		}
		return t.Format(form[1])
	}
	return date
}

// urduFigures are those of Urdu, which are not quite those of Arabic.
var urduFigures = strings.NewReplacer("0", "۰", "1", "۱", "2", "۲", "3", "۳", "4", "۴", "5", "۵", "6", "۶", "7", "۷", "8", "۸", "9", "۹")

// Figures is s with the figures of a language: those of Urdu are its own. A word with
// Latin letters, such as B2 or SHA-256, keeps its figures.
func Figures(language, s string) string {
	if base, _, _ := strings.Cut(language, "-"); !strings.EqualFold(base, "ur") {
		return s
	}
	words := strings.SplitAfter(s, " ")
	for i, w := range words {
		if !strings.ContainsFunc(w, isLatin) {
			words[i] = urduFigures.Replace(w)
		}
	}
	return strings.Join(words, "")
}

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }

package layout

import (
	"strings"
	"testing"

	"briefdesk/assets"
)

func TestHyphenation(t *testing.T) {
	h := hyphenator{fsys: assets.Hyphenation(), known: map[string]*patterns{}}
	for _, c := range []struct{ language, want string }{
		{"en-GB", "hy-phen-a-tion demo-cracy IS-K EU"},
		{"en-US", "hy-phen-ation democ-racy"},
		{"en-AU", "hy-phen-a-tion"}, // by the patterns of another region
		{"fr", "gou-ver-ne-ment dé-ve-lop-pe-ment l’am-bas-sade"},
		{"fr-CA", "gou-ver-ne-ment"},
		{"de", "Bun-des-re-gie-rung Au-ßen-mi-nis-te-rium"},
		{"es-MX", "go-bierno re-la-cio-nes"},
		{"sw", "serikali"}, // there are none
	} {
		pats, err := h.patterns(c.language)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for word := range strings.FieldsSeq(strings.ReplaceAll(strings.ReplaceAll(c.want, "IS-K", "IS~K"), "-", "")) {
			runes := []rune(strings.ReplaceAll(word, "~", "-"))
			var cut strings.Builder
			from := 0
			if pats != nil {
				for _, at := range pats.points(runes) {
					cut.WriteString(string(runes[from:at]) + "-")
					from = at
				}
			}
			got = append(got, cut.String()+string(runes[from:]))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.language, s, c.want)
		}
	}
}

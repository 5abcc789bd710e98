package search

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"briefdesk/briefing"
)

func TestFolded(t *testing.T) {
	for text, want := range map[string]string{
		"The Majeed Brigade’s":   "the majeed brigades",
		"Žofie Straße Łódź Æsop": "zofie strasse lodz aesop",
		"al-Qaʿida, Qur'an":      "al qaida quran",
		"co\u00adoperate ﬁn Ⅳ":   "cooperate fin iv",
		"كتاب کتاب":              "کتاب کتاب",
		"مكالمه مکالمہ":          "مکالمہ مکالمہ",
		"عُمَر ٢٠٢٤ ۲۰۲۴":        "عمر 2024 2024",
		"می\u200cشود":            "میشود",
		"北京 Ω":                   "北 京 ω",
		"3,000 U.S.":             "3 000 u s",
	} {
		if got := folded(text); got != want {
			t.Errorf("folded(%q) = %q, want %q", text, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Majeed Brigade’s")
	f.Add("ǅ ß İ ẹ̀ ﬁ ⼀ ㎏ ½")
	f.Add("\xff\x00٣ـ‘’")
	f.Fuzz(func(t *testing.T, s string) {
		var last briefing.Offset
		eachWord(s, func(word []byte, at briefing.Range) bool {
			if at.Start < last || at.End <= at.Start || at.End > briefing.Length(s) {
				t.Errorf("%q: the word %q stands at %v, the one before ends at %d", s, word, at, last)
			}
			if len(word) == 0 || len(word) > longestWord || !utf8.Valid(word) {
				t.Errorf("%q: %q is no word", s, word)
			}
			last = at.End
			return true
		})
		if once := folded(s); folded(once) != once {
			t.Errorf("folded(%q) = %q, and that folded is %q", s, once, folded(once))
		}
	})
}

func TestSound(t *testing.T) {
	for _, group := range []string{
		"balochistan baluchistan beluchistan", "koran quran", "qaeda qaida", "hussein husayn husain hossein", "kyiv kiev", "kharkiv kharkov",
		"khamenei khameini", "tajik tadzhik", "kashmir cashmere", "basra basrah", "dnieper dniepr dnipro", "gorbachev gorbachov",
		"zelensky zelenskyy zelenskiy", "mohammed muhammad mohamed", "tehran teheran", "sheikh shaykh sheik", "hezbollah hizbullah",
		"colour color", "organise organize", "centre center", "defence defense", "travelled traveled", "programme program",
		"catalogue catalog", "grey gray", "licence license", "sulphur sulfur", "alexander aleksandr", "smirnov smirnoff",
	} {
		list := strings.Fields(group)
		for _, w := range list[1:] {
			if sound(w) != sound(list[0]) {
				t.Errorf("%s sounds like %s, %s like %s", list[0], sound(list[0]), w, sound(w))
			}
		}
	}
	for _, pair := range [][2]string{{"port", "sport"}, {"bank", "tank"}, {"iran", "iraq"}, {"2024", "2025"}} {
		if a, b := sound(pair[0]), sound(pair[1]); a == b && a != "" {
			t.Errorf("%v sound alike: %s", pair, a)
		}
	}
}

// The two ways to look for near words find what comparing all of them does.
func TestNearWords(t *testing.T) {
	word := rapid.StringMatching(`[a-cé]{1,7}`)
	rapid.Check(t, func(t *rapid.T) {
		terms := map[string]bool{}
		for _, w := range rapid.SliceOfN(word, 0, 40).Draw(t, "terms") {
			terms[w] = true
		}
		d := newDictionary(slices.Sorted(maps.Keys(terms)))
		pattern, limit := word.Draw(t, "pattern"), rapid.IntRange(1, 2).Draw(t, "limit")
		got := map[string]int{}
		d.near(pattern, limit, func(i, edits int) { got[d.term(i)] = edits })
		begun := map[string]bool{}
		d.begun(pattern, func(i int) { begun[d.term(i)] = true })
		for term := range terms {
			edits, found := got[term]
			if want := editDistance(pattern, term); found != (want <= limit) || found && edits != want {
				t.Fatalf("near(%q, %d) finds %q: %v, %d edits; want %d", pattern, limit, term, found, edits, want)
			}
			if want := isBegun(pattern, term); begun[term] != want {
				t.Fatalf("begun(%q) finds %q: %v, want %v", pattern, term, begun[term], want)
			}
		}
	})
}

// isBegun reports whether the best beginning of term is one edit from pattern,
// and nearer than all of it.
func isBegun(pattern, term string) bool {
	letters, best := []rune(term), len(pattern)
	for n := range letters {
		best = min(best, editDistance(pattern, string(letters[:n])))
	}
	return best == 1 && editDistance(pattern, term) > 1
}

// editDistance is the optimal string alignment distance, written plainly.
func editDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		for j := range rows[i] {
			switch {
			case i == 0 || j == 0:
				rows[i][j] = i + j
				continue
			case x[i-1] == y[j-1]:
				rows[i][j] = rows[i-1][j-1]
			default:
				rows[i][j] = 1 + min(rows[i-1][j-1], rows[i-1][j], rows[i][j-1])
			}
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}

func TestHouseSpelling(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"modernisation", "modernization"}: true, {"labour", "labor"}: true, {"centre", "center"}: true, {"travelled", "traveled"}: true,
		{"paediatric", "pediatric"}: true, {"catalogue", "catalog"}: true, {"analyse", "analyze"}: true, {"sulphur", "sulfur"}: true,
		{"koran", "quran"}: false, {"hussein", "husayn"}: false, {"ports", "port"}: false, {"color", "collar"}: false,
	} {
		if got := isHouseSpelling(pair[0], pair[1]); got != want {
			t.Errorf("%v differ only as British and American spelling do: %v", pair, got)
		}
	}
}

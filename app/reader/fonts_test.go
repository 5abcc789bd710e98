package reader

import (
	"math"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// Lines are broken by sums of pairs but drawn by full shaping: if the two
// differed, bands would not stand behind their words.
func TestPairsAddUpToShapedText(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.NewTheme(look.Light, 0))
	data, err := os.ReadFile("../../assets/samples/pakistan-us-counterterrorism-alliance.txt")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Fields(briefing.Normalize(string(data)))
	words = append(words, strings.Fields("office affair efficient fluffy AVATAR Täglich Majīd “quoted” Москва Αθήνα ToVa. fjord stuff—and 1,081 U.S.")...)
	m := lookFonts(typography{})
	for _, f := range []face{{role: roleText}, {role: roleText, italic: true}, {role: roleHeading}, {role: rolePull}} {
		for i := range words {
			line := strings.Join(words[i:min(i+12, len(words))], " ")
			got, want := m.width([]rune(line), f), look.Width(line, f.style(typography{}))
			if math.Abs(float64(got-want)) > 0.6 {
				t.Fatalf("%v: %q is %g wide by pairs, %g shaped", f, line, got, want)
			}
		}
	}
}

func TestAdvancesNeverFall(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.NewTheme(look.Light, 0))
	m := lookFonts(typography{})
	for _, tt := range []struct {
		text string
		face face
	}{
		{"efficient AVA “To”", face{}},
		{"الاتفاق لا ينتهي", face{script: scriptArabic}},
		{"پاکستان اور امریکہ", face{script: scriptArabic}},
		{"नमस्ते दुनिया", face{script: scriptOther}},
	} {
		text := []rune(tt.text)
		at := m.advances(text, tt.face, nil)
		if len(at) != len(text)+1 {
			t.Fatalf("%q has %d advances, want %d", tt.text, len(at), len(text)+1)
		}
		for i := range text {
			if at[i+1] < at[i]-0.5 {
				t.Errorf("%q: letter %d begins at %g, the next one at %g", tt.text, i, at[i], at[i+1])
			}
		}
		if got, want := at[len(text)], m.width(text, tt.face); math.Abs(float64(got-want)) > 0.01 {
			t.Errorf("%q ends at %g, is %g wide", tt.text, got, want)
		}
	}
}

package manuscript

import (
	"strings"
	"testing"
)

// TestSettled: ⟨…⟩ is a citation, ⟨⟩ one that a copy leaves out.
func TestSettled(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"It met⟨(B 2025)⟩.", "It met⟨ (B 2025)⟩."},
		{"It met ⟨(B 2025)⟩.", "It met ⟨(B 2025)⟩."},
		{"It met.⟨(B 2025)⟩", "It met⟨ (B 2025)⟩."},
		{"It met.⟨(B 2025)⟩ Then it left.", "It met⟨ (B 2025)⟩. Then it left."},
		{"It met. ⟨(B 2025)⟩ Then", "It met. ⟨(B 2025)⟩ Then"},
		{"Did it meet?⟨(B 2025)⟩", "Did it meet?⟨ (B 2025)⟩"},
		{"They met in the U.S.⟨(B 2025)⟩", "They met in the U.S.⟨ (B 2025)⟩"},
		{"It met.⟨(B 2025)⟩⟨(C 2024)⟩", "It met⟨ (B 2025; C 2024)⟩."},
		{"It met⟨(B 2025)⟩ ⟨(C 2024)⟩, twice.", "It met⟨ (B 2025; C 2024)⟩, twice."},
		{"It met⟨(B 2025)⟩ and left⟨(C 2024)⟩.", "It met⟨ (B 2025)⟩ and left⟨ (C 2024)⟩."},
		{"⟨(B 2025)⟩ says so.", "⟨(B 2025)⟩ says so."},
		{"It met ⟨⟩.", "It met⟨⟩."},
		{"It met ⟨⟩ and left.", "It met⟨⟩ and left."},
		{"It met⟨⟩ and left.", "It met⟨⟩ and left."},
		{"It met ⟨⟩", "It met⟨⟩"},
		{"It ⟨⟩met.", "It ⟨⟩met."},
		{"It met.", "It met."},
	} {
		runs := cut(c.text)
		got := settled(runs)
		if joinedRuns(got) != c.want {
			t.Errorf("%s gives %s, want %s", c.text, joinedRuns(got), c.want)
		}
		if again := joinedRuns(settled(got)); again != c.want {
			t.Errorf("%s gives %s the second time", c.text, again)
		}
	}
}

func cut(text string) []Run {
	var runs []Run
	for part := range strings.SplitSeq(text, "⟩") {
		own, citation, cites := strings.Cut(part, "⟨")
		if own != "" {
			runs = append(runs, Run{Text: own})
		}
		if cites {
			runs = append(runs, Run{Text: citation, Citation: true})
		}
	}
	return runs
}

func joinedRuns(runs []Run) string {
	var s strings.Builder
	for _, r := range runs {
		if r.Citation {
			s.WriteString("⟨" + r.Text + "⟩")
		} else {
			s.WriteString(r.Text)
		}
	}
	return s.String()
}

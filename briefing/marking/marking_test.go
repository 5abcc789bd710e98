package marking_test

import (
	"slices"
	"testing"

	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/marking"
)

func profiles(t testing.TB) marking.Profiles {
	t.Helper()
	ps, err := marking.Load(assets.Profiles())
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

func profile(t testing.TB, name string) marking.Profile {
	t.Helper()
	p, err := profiles(t).Named(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		profile                  string
		written, banner, portion briefing.Marking
	}{
		{"tlp", "TLP:AMBER+STRICT", "TLP:AMBER+STRICT", "TLP:AMBER+STRICT"},
		{"tlp", "TLP:WHITE", "TLP:CLEAR", "TLP:CLEAR"},
		{"uk", "O-S", "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"},
		{"uk", "OFFICIAL-SENSITIVE – COMMERCIAL", "OFFICIAL-SENSITIVE – COMMERCIAL", "OFFICIAL-SENSITIVE – COMMERCIAL"},
		{"uk", "SECRET UK EYES ONLY", "SECRET UK EYES ONLY", "SECRET UK EYES ONLY"},
		{"us", "S//NF", "SECRET//NOFORN", "S//NF"},
		{"us", "SECRET//NOFORN", "SECRET//NOFORN", "S//NF"},
		{"us", "TS//NF/OC", "TOP SECRET//ORCON/NOFORN", "TS//OC/NF"},
		{"us", "S//REL TO USA, GBR, AUS", "SECRET//REL TO USA, AUS, GBR", "S//REL TO USA, AUS, GBR"},
		{"us", "S//REL TO USA, FVEY, DEU/RELIDO", "SECRET//REL TO USA, DEU, FVEY/RELIDO", "S//REL TO USA, DEU, FVEY/RELIDO"},
		{"us", "S//FGI GBR CAN//NF//XD", "SECRET//FGI CAN GBR//NOFORN//EXDIS", "S//FGI CAN GBR//NF//XD"},
		{"us", "U//SBU-NF", "UNCLASSIFIED//SBU NOFORN", "U//SBU-NF"},
		{"us", "U//LES NOFORN", "UNCLASSIFIED//LES NOFORN", "U//LES-NF"},
		{"us", "S//DISPLAY ONLY AFG, IRQ", "SECRET//DISPLAY ONLY AFG, IRQ", "S//DISPLAY ONLY AFG, IRQ"},
		{"cui-isoo", "CUI//STUDREC/SP-PRVCY/DETH/SP-HLTH", "CUI//SP-HLTH/SP-PRVCY/DETH/STUDREC", "CUI//SP-HLTH/SP-PRVCY/DETH/STUDREC"},
		{"cui-isoo", "CONTROLLED//SP-PRVCY//NOFORN/DL ONLY", "CUI//SP-PRVCY//DL ONLY/NOFORN", "CUI//SP-PRVCY//DL ONLY/NF"},
		{"cui-dod", "CUI//CTI//FEDCON", "CUI", "CUI//CTI//FEDCON"},
		{"canada", "PB", "PROTECTED B / PROTÉGÉ B", "PB"},
		{"canada", "PROTECTED B / PROTÉGÉ B", "PROTECTED B / PROTÉGÉ B", "PB"},
		{"canada", "S", "SECRET", "S"},
		{"canada", "S//CEO", "SECRET//CANADIAN EYES ONLY / SECRET//RÉSERVÉ AUX CANADIENS", "S//CEO"},
		{"nato", "NS//REL TO SWE, AUT", "NATO SECRET//RELEASABLE TO AUT, SWE", "NS//REL TO AUT, SWE"},
	} {
		p := profile(t, c.profile)
		parts, err := p.Parse(c.written)
		if err != nil {
			t.Errorf("%s: %v", c.profile, err)
			continue
		}
		if got := p.Banner(parts); got != c.banner {
			t.Errorf("%s: the banner form of %s is %q, want %q", c.profile, c.written, got, c.banner)
		}
		if got := p.Portion(parts); got != c.portion {
			t.Errorf("%s: the portion form of %s is %q, want %q", c.profile, c.written, got, c.portion)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		profile string
		written briefing.Marking
		want    string
	}{
		{"tlp", "TLP:AMBR", "the profile tlp does not have TLP:AMBR; the nearest that it has is TLP:AMBER"},
		{"tlp", "TLP: RED", "the profile tlp does not have TLP: RED; the nearest that it has is TLP:RED"},
		{"tlp", "SECRET", "the profile tlp does not have SECRET; it has TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT, TLP:RED"},
		{"us", "SECRE//NF", "the profile us does not have SECRE//NF; the nearest that it has is SECRET//NF"},
		{"us", "S//NOFRON", "the profile us does not have S//NOFRON; the nearest that it has is S//NOFORN"},
		{"us", "S//NF//DRAFT", "S//NF//DRAFT has DRAFT in it, which stands beside a marking and never in it; write “draft: yes” in the front matter"},
		{"us", "S//REL TO USA, XXX", "the profile us does not have S//REL TO USA, XXX; it has UNCLASSIFIED, CONFIDENTIAL, SECRET, TOP SECRET"},
		{"us", "", "the profile us does not have ; it has UNCLASSIFIED, CONFIDENTIAL, SECRET, TOP SECRET"},
		{"none", "U", "U is a marking, but the note has no marking profile; name one in its front matter"},
	} {
		if _, err := profile(t, c.profile).Parse(c.written); err == nil || err.Error() != c.want {
			t.Errorf("%s: Parse(%q) says %v, want %s", c.profile, c.written, err, c.want)
		}
	}
}

func TestExplain(t *testing.T) {
	p := profile(t, "us")
	parts, err := p.Parse("S//REL TO USA, GBR//LES")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"SECRET is level 3 of 4 in US classification and control markings.",
		"REL TO USA, GBR: releasable to those named.",
		"LES: sensitive for law enforcement.",
	}
	if got := p.Explain(parts); !slices.Equal(got, want) {
		t.Errorf("the marking is explained as %q, want %q", got, want)
	}
}

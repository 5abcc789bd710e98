package layout_test

import (
	"bytes"
	"os"
	"testing"

	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/pdf"
)

func TestLook(t *testing.T) {
	profiles, err := briefing.LoadProfiles(assets.Profiles())
	if err != nil {
		t.Fatal(err)
	}
	var bld briefing.Builder
	txt := "The Counterterrorism Dialogue in Islamabad held on August 12, 2025, was a turning point in Pakistan US relations that changed the relationship. Primarily from transactional cooperation into the formative phase of being a strategically aligned relationship."
	bld.Add(briefing.TextParagraph, 0, txt, nil, nil)
	snap, err := bld.Snapshot(briefing.Hash{})
	if err != nil {
		t.Fatal(err)
	}
	p := briefing.Passage{ID: briefing.NewID(), Anchor: briefing.Anchor{Snapshot: snap.Hash, Range: briefing.Range{0, briefing.Length(txt)}, Exact: txt}}
	a := briefing.Article{ID: briefing.NewID(), Title: briefing.Field{Value: "Pakistan US Counterterrorism Alliance"}, Genre: briefing.Field{Value: "opinion"}, Notices: []briefing.Notice{{"views", "The views and opinions expressed in this article are exclusively those of the author and do not reflect the official stance, policies, or perspectives of the Platform."}}}
	b := briefing.Briefing{Title: "Pakistan–US counter-terrorism dialogue: from convergence to partnership?", Profile: "tlp", Reference: "BN 2025-0417", To: "Minister of External Affairs", From: "Director General, Security and Counter-Terrorism", Date: "2025-09-22"}
	add := func(k briefing.BlockKind, level int, s string) {
		b.Blocks = append(b.Blocks, briefing.Block{Kind: k, Level: level, Text: s})
	}
	quote := func() {
		b.Blocks = append(b.Blocks, briefing.Block{Kind: "quotation", Portion: "TLP:GREEN", Quotation: briefing.Quotation{Passage: p.ID}})
	}
	add("heading", 1, "Issue")
	add("text", 0, "Whether and how to take part in the technical track of the Pakistan–US dialogue on counter-terrorism, after the round of 12 August 2025 in Islamabad.")
	add("heading", 1, "Background and previous considerations of this issue")
	add("text", 0, "The round came shortly after *Washington* listed the **Balochistan Liberation Army** (BLA) and its Majeed Brigade as Foreign Terrorist Organizations. An opinion article now in circulation calls it a change of kind:[@"+p.ID.String()+"]")
	quote()
	add("text", 0, "Three things follow from it; see <https://example.org/a> and `code here`:")
	add("text", 0, "- first item which is rather long and goes over the line because it has many words in it\n- second\n  1. nested one\n  2. nested two\n- third")
	add("heading", 2, "The agenda is widening.")
	add("text", 0, "The author says both parties discussed how the emerging technologies, encrypted platforms, and cryptocurrencies are being abused by terror networks. وزارت خارجہ پاکستان in the middle, and 日本 missing.")
	add("text", 0, "| Option | In favour | Against |\n|---|---|--:|\n| **A** Seek observer status | Early seat in the technical track. | Takes a side before the text is known. |\n| B Offer technical help | Plays to our strength; can be withdrawn. | 12 |\n")
	add("text", 0, "```\nfunc main() {\n    x := 1\n}\n```")
	for i := 0; i < 14; i++ {
		if i%5 == 0 {
			add("heading", 1, "Considerations")
		}
		add("text", 0, "The cynicism is understandable, as the history of Pakistan US alignments bears out as having evaporated after the priorities of the parties involved were changed. To evade such a trend, it will be necessary to institutionalize cooperation, keep the transparency, and abide by the strategic red lines. What is unique about this instant is that there has been a convergence.")
		if i%3 == 0 {
			quote()
		}
	}
	add("sources", 0, "")
	m, fs, err := manuscript.Build(b, briefing.Sources{p.ID: {Passage: p, Article: a, Snapshot: snap}}, profiles)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(fs)
	s := layout.NewSetter(assets.Fonts(), assets.Hyphenation())
	doc, fs, err := s.Pages(m, layout.A4)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(fs, len(doc.Pages))
	var buf bytes.Buffer
	if err := pdf.Write(&buf, doc); err != nil {
		t.Fatal(err)
	}
	for _, pg := range doc.Pages { t.Log(len(pg.Items)) }
	os.WriteFile("/tmp/lk.pdf", buf.Bytes(), 0o644)
}

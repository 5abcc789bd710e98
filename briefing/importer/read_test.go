package importer

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"briefdesk/briefing"
)

// read reads a file as a worker would that was given no password.
func read(name string, data []byte) ([]Item, error) {
	return task{}.read(context.Background(), name, data)
}

// seeds are the inputs of the contract tests whose names end in ext.
func seeds(tb testing.TB, ext string) [][]byte {
	tb.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		tb.Fatal(err)
	}
	var data [][]byte
	for _, file := range files {
		ar, err := txtar.ParseFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		if strings.EqualFold(filepath.Ext(ar.Files[0].Name), ext) {
			data = append(data, ar.Files[0].Data)
		}
	}
	return data
}

// fuzz reads arbitrary bytes under a name with ext. What is not refused must
// pass the checks that the parent makes.
func fuzz(f *testing.F, ext string, more ...string) {
	for _, data := range seeds(f, ext) {
		f.Add(data)
	}
	for _, s := range more {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		items, err := read("name"+ext, data)
		if err != nil {
			return
		}
		for _, it := range items {
			if err := check(it, sha256.Sum256(data)); err != nil {
				t.Error(err)
			}
		}
	})
}

func FuzzText(f *testing.F) {
	fuzz(f, ".txt", "Title\n\nTitle\nBy A\n“Q.”\nDisclaimer:\nViews are my own.", "e\u0301\u200d\n\u202e-\r\n", "\xff\xfea\x00b\x00")
}

func FuzzMarkdown(f *testing.F) {
	fuzz(f, ".md", "---\ntitle: x\n---\n# T\n\n*a **b*** [c](http://x.y) <http://z>\n\n|a|b|\n|-|-|\n|c|\n", "e*\u0301*", "&amp;\\&amp;", "> - 1. > x\n\n[^1]: y")
}

func FuzzHTML(f *testing.F) {
	fuzz(f, ".html", "<article><h1>T<p>e<b>\u0301</b><a href=http://x>y<p>z</a><table><tr><td><tr><td>a<td>b</table>",
		`<script type="application/ld+json">[[{"@type":["Article",3],"publisher":[7,"x"]}]]</script><pre> a
b</pre><meta charset=x>`, "<p><a href='http://x/%zz'>a</a><a href='HTTP://[::1]/ä'>b</a>")
}

// FuzzNotices holds that judging is steady, and that a notice keeps its words.
func FuzzNotices(f *testing.F) {
	data, err := os.ReadFile("testdata/notices.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if _, text, ok := strings.Cut(strings.TrimSpace(line), " | "); ok {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = oneLine(text)
		class, score := judge(text)
		if again, points := judge(text); again != class || points != score {
			t.Errorf("judge(%q) is %q with %d, then %q with %d", text, class, score, again, points)
		}
		d := draft{blocks: []block{{kind: briefing.TextParagraph, text: "Words."}, {kind: briefing.TextParagraph, text: text}}}
		d.takeNotices()
		said := ""
		for _, b := range d.blocks {
			said += b.text
		}
		for _, n := range d.article.Notices {
			said += n.Text
		}
		if !strings.Contains(said, text) && !isLabel(text) {
			t.Errorf("%q is lost", text)
		}
	})
}

// FuzzSources holds that what pages say of themselves makes fields that the
// parent believes, whatever it is.
func FuzzSources(f *testing.F) {
	f.Add("By A. B and C, Staff | D", "12 août 2025", "A – B | C", "@type", ".x{display:none}")
	f.Add("https://a.example/", "20250812", " - ", `[[{"@type":["Article"],"author":[[{"@id":3}]]}]]`, "@media{a{}")
	f.Fuzz(func(t *testing.T, byline, date, title, linked, css string) {
		text := "<title>" + title + "</title><meta name=author content='" + byline + "'><meta name=date content='" + date +
			"'><script type=application/ld+json>" + linked + "</script><style>" + css + "</style><h1>" + title + "</h1><p>Words.<p class=byline>" + byline
		items, err := read("name.html", []byte(text))
		if err != nil {
			return
		}
		for _, it := range items {
			if err := check(it, sha256.Sum256([]byte(text))); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestPhraseKeepsSpansToTheirWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var p phrase
		var wordsIn, spansIn []string
		for range rapid.IntRange(1, 6).Draw(t, "pieces") {
			s := rapid.StringMatching(`[ \n]{0,2}[a-z]{0,3}[ \t]{0,2}`).Draw(t, "s")
			isBold := rapid.Bool().Draw(t, "bold")
			if isBold {
				p.begin(briefing.SpanBold, "")
			}
			p.write(s)
			if isBold {
				p.end()
				if w := strings.TrimSpace(s); w != "" {
					spansIn = append(spansIn, w)
				}
			}
			wordsIn = append(wordsIn, s)
		}
		b := p.take(briefing.TextParagraph, 0)
		if want := strings.Join(strings.Fields(strings.Join(wordsIn, "")), " "); b.text != want {
			t.Fatalf("the phrase of %q is %q, want %q", wordsIn, b.text, want)
		}
		var spans []string
		for _, sp := range b.spans {
			spans = append(spans, briefing.Slice(b.text, sp.Range))
		}
		if got, want := strings.Join(spans, "|"), strings.Join(spansIn, "|"); got != want {
			t.Fatalf("the spans of %q are %q, want %q", wordsIn, got, want)
		}
	})
}

// TestNoWordOfATextIsLost holds for every shape of text: a line may become a
// title, a notice or a list item, but it is somewhere.
func TestNoWordOfATextIsLost(t *testing.T) {
	line := rapid.OneOf(
		rapid.StringMatching(`([a-zA-Z]{1,9}[ ,]){0,30}[a-z]{1,9}[.?]?`),
		rapid.StringMatching(`“([a-z]{1,9} ){1,20}[a-z]{1,9}[.]”( — [A-Z][a-z]+)?`),
		rapid.StringMatching(`[-•*] ([a-z]{1,9} ){1,5}[a-z]{1,9}`),
		rapid.StringMatching(`[a-z]{400,700}`),
		rapid.Just(""),
		rapid.Just("The views expressed are solely those of the author."),
	)
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(line, 1, 20).Draw(t, "lines")
		for ext, between := range map[string]string{".txt": "\n", ".md": "\n\n"} {
			items, err := read("name"+ext, []byte("Words.\n\n"+strings.Join(lines, between)))
			if err != nil {
				t.Fatal(err)
			}
			a := items[0].Article
			said := a.Title.Value + a.Subtitle.Value + a.Byline.Value + items[0].Snapshot.Text
			for _, n := range a.Notices {
				said += n.Text
			}
			for _, l := range lines {
				if !strings.Contains(letters(said), letters(l)) {
					t.Fatalf("%s: the line %q is lost", ext, l)
				}
			}
		}
	})
}

func TestSafeURLIsStable(t *testing.T) {
	tests := []struct{ in, want string }{
		{"https://a.example/b?c#d", "https://a.example/b?c#d"},
		{"HTTP://a.example/", "http://a.example/"},
		{" mailto:a@b.example ", "mailto:a@b.example"},
		{"javascript:alert(1)", ""},
		{"JaVaScRiPt:alert(1)", ""},
		{"data:text/html,x", ""},
		{"file:///etc/passwd", ""},
		{"//a.example/b", ""},
		{"/b", ""},
		{"http://user:secret@a.example/", ""},
		{"http://", ""},
		{"https://a.example/ä b", "https://a.example/%C3%A4%20b"},
		{"https://a.example/\u202eb", "https://a.example/%E2%80%AEb"},
		{"https://a.example/" + strings.Repeat("x", longestURL), ""},
	}
	for _, tt := range tests {
		if got := safeURL(tt.in); got != tt.want {
			t.Errorf("safeURL(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`(https?|mailto):(//)?[a-zä%:@\[\]/?# .\x{202e}]{0,12}`).Draw(t, "s")
		if once := safeURL(s); once != "" && safeURL(once) != once {
			t.Fatalf("safeURL(%q) = %q, and of that %q", s, once, safeURL(once))
		}
	})
}

func TestDecode(t *testing.T) {
	const words = "Grüße, “quoted” — naïve façade"
	utf16 := func(order func(hi, lo byte) []byte, s string) []byte {
		var b []byte
		for _, r := range s {
			b = append(b, order(byte(r>>8), byte(r))...)
		}
		return b
	}
	little := func(hi, lo byte) []byte { return []byte{lo, hi} }
	big := func(hi, lo byte) []byte { return []byte{hi, lo} }
	tests := []struct {
		name, data, want string
		warnings         int
	}{
		{"UTF-8", words, words, 0},
		{"UTF-16 with its mark", "\xff\xfe" + string(utf16(little, words)), words, 0},
		{"UTF-16, big first, without a mark", string(utf16(big, words)), words, 0},
		{"UTF-16, little first, without a mark", string(utf16(little, words)), words, 0},
		{"a damaged end", words + "\xe2\x80", words + "\ufffd", 1},
		{"UTF-8 under another label", `<meta charset="windows-1251">` + words, `<meta charset="windows-1251">` + words, 0},
		{"a label", `<meta charset="iso-8859-2">` + "\xb3\xf3d\xbc", `<meta charset="iso-8859-2">łódź`, 0},
		{"no label", "Der gr\xfc\xdfende B\xe4r a\xdf \xf6fter K\xe4se; das ist \xfcblich.", "Der grüßende Bär aß öfter Käse; das ist üblich.", 1},
	}
	for _, tt := range tests {
		got, warnings, ok := decode([]byte(tt.data))
		if !ok || got != tt.want || len(warnings) != tt.warnings {
			t.Errorf("%s: decode = %q, %q, %v, want %q and %d warnings", tt.name, got, warnings, ok, tt.want, tt.warnings)
		}
	}
}

func TestUnescapeResolvesOnce(t *testing.T) {
	tests := []struct{ in, want string }{
		{"R&amp;D", "R&D"},
		{`\&amp;`, "&amp;"},
		{"&#38;amp;", "&amp;"},
		{"&copy=1", "&copy=1"},
		{`\*a\*`, "*a*"},
		{`C:\Users`, `C:\Users`},
		{"&#x110000;", "\ufffd"},
		{"&nosuch;", "&nosuch;"},
	}
	for _, tt := range tests {
		if got := unescape([]byte(tt.in)); got != tt.want {
			t.Errorf("unescape(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestDates(t *testing.T) {
	tests := []struct{ in, want string }{
		{"12 August 2025", "2025-08-12"},
		{"Tue, 12 Aug 2025", "2025-08-12"},
		{"Published on August 12, 2025", "2025-08-12"},
		{"August 2025", "2025-08"},
		{"2025-08-12", "2025-08-12"},
		{"2025-13-45", ""},
		{"May", ""},
		{"Monday", ""},
		{"The board met on 12 August 2025.", ""},
	}
	for _, tt := range tests {
		if got := parseDate(tt.in); got != tt.want {
			t.Errorf("parseDate(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// TestNotices holds testdata/notices.txt: what each line is when it ends an article.
func TestNotices(t *testing.T) {
	data, err := os.ReadFile("testdata/notices.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		want, text, ok := strings.Cut(strings.TrimSpace(line), " | ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		class, score := judge(text)
		got := string(class)
		if score < tailScore {
			got = "-"
		}
		if got != want {
			t.Errorf("judge(%q) = %q with %d points, want %q", text, class, score, want)
		}
	}
}

func TestQuotationsFromEndToEnd(t *testing.T) {
	tests := []struct {
		text string
		want bool
	}{
		{"“A ship is a bench.”", true},
		{`"A ship is a bench."`, true},
		{"‘It’s a bench.’", true},
		{"“A ship is a bench.” — Ines Calloway", true},
		{"“A ship,” she said, “is a bench.”", false},
		{"“A ship is a bench.” The board disagreed.", false},
		{"“A ship", false},
		{"““““", false},
		{"A ship", false},
		{"“", false},
	}
	for _, tt := range tests {
		if got := isQuotation(tt.text); got != tt.want {
			t.Errorf("isQuotation(%q) = %v, want %v", tt.text, got, tt.want)
		}
	}
}

// BenchmarkPage reads the committed web page.
func BenchmarkPage(b *testing.B) {
	data := seeds(b, ".html")[0]
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := read("page.html", data); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkHTML reads the *.html of the folder BRIEFDESK_PAGES, all of them
// each time.
func BenchmarkHTML(b *testing.B) {
	dir := os.Getenv("BRIEFDESK_PAGES")
	if dir == "" {
		b.Skip("BRIEFDESK_PAGES names no folder of web pages")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.html"))
	if err != nil || len(files) == 0 {
		b.Fatalf("no *.html in %s: %v", dir, err)
	}
	pages, size := make([][]byte, len(files)), int64(0)
	for i, file := range files {
		if pages[i], err = os.ReadFile(file); err != nil {
			b.Fatal(err)
		}
		size += int64(len(pages[i]))
	}
	b.SetBytes(size)
	for b.Loop() {
		for i, data := range pages {
			if _, err := read(files[i], data); err != nil {
				b.Log(err)
			}
		}
	}
	b.ReportMetric(float64(b.N*len(pages))/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkText reads a long plain text.
func BenchmarkText(b *testing.B) {
	data := []byte("A Title\n\n" + strings.Repeat("The harbour board met on Monday and voted to publish the minutes, as the council had asked.\n", 2000))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := read("long.txt", data); err != nil {
			b.Fatal(err)
		}
	}
}

func TestWhatIsKnownGoesFirst(t *testing.T) {
	const text = `<title>Page</title><p>The Mail</p><p>By Ines Calloway</p><p hidden>secret</p><p>The board met on Monday.</p><p>Views are my own.</p>`
	known := briefing.Article{
		Title:  field("The mail", fromMeta, briefing.ConfidenceHigh),
		Byline: field("Ines Calloway", fromMeta, briefing.ConfidenceMedium),
	}
	for name, read := range map[string]func(string, briefing.Article) (draft, error){"readPage": readPage, "readBody": readBody} {
		d, err := read(text, known)
		if err != nil {
			t.Fatal(err)
		}
		if len(d.blocks) != 1 || d.blocks[0].text != "The board met on Monday." || len(d.article.Notices) != 1 || d.article.Title != known.Title {
			t.Errorf("%s = %+v", name, d)
		}
	}
}

// TestMarkdownIsTamed holds that what goldmark is kept from is still read.
func TestMarkdownIsTamed(t *testing.T) {
	var lists strings.Builder
	for i := range 1500 {
		lists.WriteString(strings.Repeat(" ", 2*i) + "- x\n")
	}
	for name, text := range map[string]string{"lists": lists.String(), "links": strings.Repeat("[a](", 30_000)} {
		items, err := read(name+".md", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		said := letters(items[0].Article.Title.Value + items[0].Snapshot.Text)
		if want := letters(text); len(said) < len(want) {
			t.Errorf("%s: %d of %d letters are left", name, len(said), len(want))
		}
	}
}

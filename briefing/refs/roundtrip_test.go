package refs_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/refs"
)

// perFile is how many random records or marks each file of the properties has;
// with the hundred files that rapid draws, each format is held to thousands.
const perFile = 24

var (
	signs = rapid.SampledFrom([]string{
		"a", "the", "Committee", "Étude", "naïve", "&", "%", "$5", "#", "_", "{", "}", "~", "^", `\`, `\emph`, `"quoted"`, "'tis", "''", "``", "--", "---", "-",
		"<b>", "@x", "=1+2", "کمیٹی", "会议", "😀", "e.g.", "and", "A, B", ";", "[x]", "(y)", "ß", "–", "“words”", "TY", "- z", "50\u202f%", "1/2", "o'",
	})
	plainWords = rapid.StringMatching(`[A-ZÉÖ][a-zé]{2,8}( [A-Z][a-z]{2,6})?`)
	someDates  = rapid.SampledFrom([]string{"", "1999", "2020-02", "2026-11-22", "0987-01-01"})
	urls       = rapid.SampledFrom([]string{"", "https://example.org/a?b=c&d=%20e#f", "https://example.org/~x/_y_(z)", "https://example.org/c++?q=a+b", "http://пример.рф/a,b;c"})
)

// line draws a value on one line, as the readers have them.
func line(t *rapid.T, label string) string {
	return clean(strings.Join(rapid.SliceOfN(signs, 0, 8).Draw(t, label), " "))
}

func clean(s string) string { return strings.Join(strings.Fields(briefing.Normalize(s)), " ") }

func name(t *rapid.T) refs.Name {
	n := refs.Name{Family: plainWords.Draw(t, "family")}
	switch rapid.IntRange(0, 4).Draw(t, "kind of name") {
	case 0:
		n.Family = rapid.SampledFrom([]string{"World Bank", "Foo, Bar and Sons", "R&D {Group}", "会议", "J\\"}).Draw(t, "institution")
	case 1:
		n.Family = "van der " + n.Family
		n.Given = "J. & K."
	default:
		n.Given = rapid.SampledFrom([]string{"A. B.", "Ayesha", "J.-P., Jr", "Ø{}", "and"}).Draw(t, "given")
	}
	return n
}

func record(types []string) *rapid.Generator[refs.Record] {
	return rapid.Custom(func(t *rapid.T) refs.Record {
		rec := refs.Record{
			Key: rapid.StringMatching(`[a-z]{3,9}[0-9]{4}`).Draw(t, "key"), Type: rapid.SampledFrom(types).Draw(t, "type"), Title: "T" + line(t, "title"),
			Container: line(t, "container"), Publisher: line(t, "publisher"), Issued: someDates.Draw(t, "issued"), Accessed: someDates.Draw(t, "accessed"),
			URL: urls.Draw(t, "URL"), DOI: rapid.SampledFrom([]string{"", "10.1000/182_a", "10.1002/(SICI)1097<1>3.0;2-#"}).Draw(t, "DOI"),
			Language: rapid.SampledFrom([]string{"", "en-GB", "ur"}).Draw(t, "language"), Abstract: line(t, "abstract"),
			Keywords: slices.Compact(slices.Sorted(slices.Values(rapid.SliceOfN(plainWords, 0, 4).Draw(t, "keywords")))),
		}
		for range rapid.IntRange(0, 3).Draw(t, "authors") {
			rec.Authors = append(rec.Authors, name(t))
		}
		for range rapid.IntRange(0, 2).Draw(t, "notes") {
			rec.Notes = append(rec.Notes, "N"+line(t, "note"))
		}
		for _, x := range rapid.Permutation([]string{"volume", "issue", "page", "genre", "license", "subtitle", "edition"}).Draw(t, "extra")[:rapid.IntRange(0, 7).Draw(t, "extras")] {
			rec.Extra = append(rec.Extra, refs.Extra{Name: x, Value: "v" + line(t, x)})
		}
		for range rapid.IntRange(0, 2).Draw(t, "second values") {
			x := rapid.SampledFrom([]string{"volume", "publisher-place", "H1"}).Draw(t, "of")
			rec.Extra = append(rec.Extra, refs.Extra{Name: x, Value: "w" + line(t, "second value")})
		}
		for range rapid.IntRange(0, 2).Draw(t, "editors") {
			n := name(t)
			rec.Extra = append(rec.Extra, refs.Extra{Name: "editor", Value: invert(n)})
		}
		if len(rec.Keywords) == 0 {
			rec.Keywords = nil
		}
		return rec
	})
}

func invert(n refs.Name) string {
	if n.Given == "" {
		return strings.Replace(n.Family, ",", ",,", 1)
	}
	return n.Family + ", " + n.Given
}

var roundTypes = []string{
	"article-newspaper", "article-magazine", "article-journal", "webpage", "report", "book", "chapter", "paper-conference", "thesis", "document", "broadcast", "interview",
}

func TestSourcesWrittenAndReadAreTheSame(t *testing.T) {
	for _, f := range refs.SourceFormats() {
		t.Run(f.Label, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				want := rapid.SliceOfNDistinct(record(roundTypes), 1, perFile, func(r refs.Record) string { return r.Key }).Draw(t, "records")
				var b bytes.Buffer
				if err := refs.WriteSources(&b, f.Extension, want); err != nil {
					t.Fatal(err)
				}
				got, err := refs.ReadSources(t.Context(), "x"+f.Extension, b.Bytes())
				if err != nil {
					t.Fatalf("%v\n%s", err, b.String())
				}
				if got.Format != f.Label || len(got.Findings) > 0 {
					t.Fatalf("it is read as %s: %v\n%s", got.Format, got.Findings, b.String())
				}
				if diff := cmp.Diff(sorted(want), sorted(got.Records)); diff != "" {
					t.Fatalf("what is read differs:\n%s\n%s", diff, b.String())
				}
			})
		})
	}
}

// sorted has the extra values in order: formats keep that of values of one name alone.
func sorted(records []refs.Record) []refs.Record {
	list := slices.Clone(records)
	for i := range list {
		list[i].Extra = slices.Clone(list[i].Extra)
		slices.SortStableFunc(list[i].Extra, func(a, b refs.Extra) int { return strings.Compare(a.Name, b.Name) })
	}
	return list
}

func mark() *rapid.Generator[refs.Mark] {
	return rapid.Custom(func(t *rapid.T) refs.Mark {
		m := refs.Mark{
			Source: refs.Record{Title: "T" + line(t, "title"), URL: urls.Draw(t, "URL"), Issued: someDates.Draw(t, "issued"), Container: line(t, "container")},
			Exact:  line(t, "exact") + "=x", Prefix: line(t, "prefix") + " ", Suffix: " " + line(t, "suffix"), Note: line(t, "note"),
			Colour: rapid.SampledFrom([]string{"", "amber", "green", "blue", "rose"}).Draw(t, "colour"),
			Tags:   slices.Compact(slices.Sorted(slices.Values(rapid.SliceOfN(plainWords, 0, 3).Draw(t, "tags")))),
			Page:   rapid.SampledFrom([]string{"", "3", "xii", "12–13"}).Draw(t, "page"), Noted: someDates.Draw(t, "noted"),
			Marking: briefing.Marking(rapid.SampledFrom([]string{"", "U", "S//NF", "TLP:AMBER"}).Draw(t, "marking")),
		}
		for range rapid.IntRange(0, 2).Draw(t, "authors") {
			m.Source.Authors = append(m.Source.Authors, refs.Name{Family: plainWords.Draw(t, "family"), Given: rapid.SampledFrom([]string{"", "A. B."}).Draw(t, "given")})
		}
		if rapid.Bool().Draw(t, "has a place") {
			m.Snapshot[0], m.Snapshot[31] = 1, byte(rapid.IntRange(0, 255).Draw(t, "snapshot"))
			m.Start = briefing.Offset(rapid.IntRange(0, 1000).Draw(t, "start"))
			m.End = m.Start + briefing.Length(m.Exact)
		}
		if len(m.Tags) == 0 {
			m.Tags = nil
		}
		return m
	})
}

func TestMarksWrittenAndReadAreTheSame(t *testing.T) {
	for _, f := range refs.MarkFormats() {
		t.Run(f.Label, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				want := rapid.SliceOfN(mark(), 1, perFile).Draw(t, "marks")
				var b bytes.Buffer
				if err := refs.WriteMarks(&b, f.Extension, want); err != nil {
					t.Fatal(err)
				}
				got, err := refs.ReadMarks(t.Context(), "x"+f.Extension, b.Bytes())
				if err != nil {
					t.Fatalf("%v\n%s", err, b.String())
				}
				if got.Format != f.Label || len(got.Findings) > 0 {
					t.Fatalf("it is read as %s: %v", got.Format, got.Findings)
				}
				if diff := cmp.Diff(want, got.Marks); diff != "" {
					t.Fatalf("what is read differs:\n%s\n%s", diff, b.String())
				}
			})
		})
	}
}

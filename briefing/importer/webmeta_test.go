package importer

import (
	"slices"
	"strings"
	"testing"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"briefdesk/briefing"
)

func TestAuthorsIn(t *testing.T) {
	tests := []struct{ in, want string }{
		{"By Ines Calloway", "Ines Calloway"},
		{"Written by: Ines Calloway and Tom Reed", "Ines Calloway|Tom Reed"},
		{"BY INES CALLOWAY, TOM REED & LENA FARROW", "Ines Calloway|Tom Reed|Lena Farrow"},
		{"Ines Calloway, Staff Writer", "Ines Calloway"},
		{"Ines Calloway | Senior Harbour Correspondent", "Ines Calloway"},
		{"Ines Calloway in Port Alder", "Ines Calloway"},
		{"Ines Calloway, ines@gazette.example, @ines", "Ines Calloway"},
		{"By Ines Calloway Updated 12 August 2025 at 10:04", "Ines Calloway"},
		{"By Ines Calloway on Monday, November 18th, 2019 at 11:08 a.m.", "Ines Calloway"},
		{"Ines Calloway USA TODAY", "Ines Calloway"},
		{"Ines CallowayAssociated Press", "Ines Calloway"},
		{"Associated Press", "Associated Press"},
		{"Von Jörg Müller und Anna Weiß", "Jörg Müller|Anna Weiß"},
		{"Ines Calloway; Ines Calloway", "Ines Calloway"},
		{"https://www.facebook.com/ines.calloway", ""},
		{"Editor", ""},
		{"Our Foreign Staff", "Our Foreign Staff"},
		{"By Staff Reporter", "Staff Reporter"},
		{"NEWS DESK", "News Desk"},
		{"Last updated: January 7, 2025", ""},
		{"Written by Ines Calloway Edited by Tom Reed", "Ines Calloway"},
		{"Ines Calloway (with Tom Reed and Lena Farrow)", "Ines Calloway"},
		{"Ines Calloway (Reuters) and Tom Reed (AP)", "Ines Calloway|Tom Reed"},
		{"Ines (Nan) Calloway", "Ines (Nan) Calloway"},
		{"Ines Calloway (https://gazette.example/ines)", "Ines Calloway"},
		{"Centre for Harbour Studies", "Centre for Harbour Studies"},
		{"", ""},
	}
	for _, tt := range tests {
		if got := strings.Join(authorsIn(tt.in), "|"); got != tt.want {
			t.Errorf("authorsIn(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`(By )?([A-Z][a-z]{1,8} [A-Z][a-z]{1,8})(( and |, |; )[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}){0,3}`).Draw(t, "byline")
		once := bylineOf(s)
		if again := bylineOf(once); again != once {
			t.Fatalf("bylineOf(%q) = %q, and of that %q", s, once, again)
		}
	})
}

func TestDateIn(t *testing.T) {
	tests := []struct{ in, want string }{
		{"2025-08-12T06:00:00+01:00", "2025-08-12"},
		{"20250812", "2025-08-12"},
		{"Published on 12th of August 2025, 10:04", "2025-08-12"},
		{"Aug. 12, 2025", "2025-08-12"},
		{"12. August 2025", "2025-08-12"},
		{"12 août 2025", "2025-08-12"},
		{"12 de agosto de 2025", "2025-08-12"},
		{"12.08.2025", "2025-08-12"},
		{"08/31/2025", "2025-08-31"},
		{"31/08/2025", "2025-08-31"},
		{"08/09/2025", ""},
		{"2025-02-30", ""},
		{"12 Ships 2025", ""},
		{"0012-01-02", ""},
		{"yesterday", ""},
	}
	for _, tt := range tests {
		if got := dateIn(tt.in); got != tt.want {
			t.Errorf("dateIn(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
	if got := dateInURL("https://gazette.example/opinion/2025/aug/12/ferry"); got != "2025-08-12" {
		t.Errorf("dateInURL = %q, want 2025-08-12", got)
	}
}

func TestTitlesLoseTheSite(t *testing.T) {
	tests := []struct{ in, want string }{
		{"The Ferry Nobody Ordered | The Strait Gazette", "The Ferry Nobody Ordered"},
		{"Strait Gazette - The Ferry Nobody Ordered", "The Ferry Nobody Ordered"},
		{"The Ferry Nobody Ordered - Opinion - Strait Gazette", "The Ferry Nobody Ordered - Opinion"},
		{"The Ferry Nobody Ordered – straitgazette.example", "The Ferry Nobody Ordered"},
		{"The Strait Gazette view on ferries: nobody ordered one", "The Strait Gazette view on ferries: nobody ordered one"},
		{"The Strait: A History", "The Strait: A History"},
		{"Strait Gazette", "Strait Gazette"},
		{"A - B", "A - B"},
	}
	for _, tt := range tests {
		if got := withoutSite(tt.in, "The Strait Gazette", "straitgazette.example"); got != tt.want {
			t.Errorf("withoutSite(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// TestTwoSourcesMakeAFieldCertain holds for every field: each row is a page.
func TestTwoSourcesMakeAFieldCertain(t *testing.T) {
	const linked = `<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"The Ferry Nobody Ordered","datePublished":"2025-08-12","author":[{"@id":"#ines"}],"publisher":{"name":"Strait Gazette"},"url":"https://gazette.example/a/ferry","inLanguage":"en","articleSection":"Opinion"},{"@id":"#ines","@type":"Person","name":"Ines Calloway"}]}</script>`
	type fields struct{ title, byline, publisher, published, url, language, genre string }
	tests := []struct {
		name, page string
		want       fields
	}{
		{"nothing", `<p>Words.`, fields{}},
		{"JSON-LD alone", linked, fields{
			"The Ferry Nobody Ordered medium", "Ines Calloway medium", "Strait Gazette medium", "2025-08-12 medium",
			"https://gazette.example/a/ferry medium", "en medium", "opinion medium",
		}},
		{"JSON-LD and what the head and the page say", linked + `<html lang="en-GB"><meta property="og:site_name" content="The Strait Gazette"><meta property="article:published_time" content="2025-08-13T00:10:00Z">
			<link rel="canonical" href="https://www.gazette.example/a/ferry/"><meta property="article:section" content="Op-Ed"><h1>The Ferry Nobody Ordered</h1><p class="byline">By Ines Calloway, Columnist</p>`, fields{
			"The Ferry Nobody Ordered high", "Ines Calloway high", "The Strait Gazette high", "2025-08-13 high",
			"https://www.gazette.example/a/ferry/ high", "en-GB high", "opinion high",
		}},
		{"a head that agrees with itself", `<title>A Quiet Week on the Border</title><meta property="og:title" content="A Quiet Week on the Border"><meta name="date" content="2025-08-12"><meta name="pubdate" content="2025-08-12">`, fields{
			title: "A Quiet Week on the Border medium", published: "2025-08-12 medium",
		}},
		{"a page of a book", `<title>Tides - The Strait Book</title><h1>The Strait Book</h1><main><h1>Tides</h1>`, fields{title: "Tides high"}},
		{"microdata", `<h1>A Quiet Week</h1><div itemscope itemtype="https://schema.org/NewsArticle"><span itemprop="headline">A Quiet Week</span><span itemprop="author" itemscope><a itemprop="name">Tom Reed</a></span><time itemprop="datePublished" datetime="2025-08-12">Tuesday</time></div>`, fields{
			title: "A Quiet Week high", byline: "Tom Reed medium", published: "2025-08-12 high",
		}},
		{"a paper in a catalogue", `<title>Ferries - Repository</title><meta name="citation_title" content="On Ferries"><meta name="citation_author" content="Reed, Tom"><meta name="citation_author" content="van der Berg, Lena"><meta name="DCTERMS.issued" content="2025-08-12">`, fields{
			title: "On Ferries medium", byline: "Tom Reed and Lena van der Berg medium", published: "2025-08-12 medium",
		}},
		{"several names for one saying, and one for none", `<meta property="og:title"><meta property="og:title x:title" content="Ferries"><meta property="dc:creator x:by" content="Tom Reed">`, fields{
			title: "Ferries medium", byline: "Tom Reed medium",
		}},
		{"sources that differ", `<title>One</title><h1>Another title altogether</h1><meta name="author" content="Tom Reed"><p class="byline">Lena Farrow</p><meta name="date" content="2025-08-12"><time datetime="2024-01-01"></time>`, fields{
			title: "One medium", byline: "Tom Reed medium", published: "2025-08-12 medium",
		}},
		{"a broken description for machines", strings.Replace(linked, `"@graph":`, `"@graph": "x" `, 1) + `<meta name="author" content="Tom Reed">`, fields{byline: "Tom Reed medium"}},
	}
	show := func(f briefing.Field) string {
		return strings.TrimSpace(f.Value + " " + string(f.Confidence))
	}
	for _, tt := range tests {
		a := metadataOf(t, tt.page)
		got := fields{show(a.Title), show(a.Byline), show(a.Publisher), show(a.Published), show(a.URL), show(a.Language), show(a.Genre)}
		if got != tt.want {
			t.Errorf("%s:\n got %+v\nwant %+v", tt.name, got, tt.want)
		}
	}
}

func metadataOf(t *testing.T, page string) briefing.Article {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return factsOf(doc, page).article(readability.Article{})
}

func TestSubtitlesAreNotTheFirstParagraph(t *testing.T) {
	const head = `<meta name="description" content="Why the strait needs a timetable."><h1>Ferry</h1>`
	const prose = `<p>The harbour board voted on Monday to buy a second ferry, and the island council cheered.</p>`
	tests := []struct {
		name, page, want string
	}{
		{"a line of its own", head + `<header><h2>Why the strait needs a timetable.</h2></header><div>` + prose, "Why the strait needs a timetable. high"},
		{"a class for it", `<h1>Ferry</h1><p class="standfirst">Why the strait needs a timetable.</p>` + prose, "Why the strait needs a timetable. medium"},
		{"the first of the paragraphs", head + `<p>Why the strait needs a timetable.</p>` + prose, ""},
		{"the first of boxed paragraphs", head + `<div class="p"><p>Why the strait needs a timetable.</p></div><div class="p">` + prose + `</div>`, ""},
		{"a box far below", head + prose + prose + `<p class="subtitle">What else the strait needs now.</p>`, ""},
		{"a description alone", head + prose, ""},
	}
	for _, tt := range tests {
		f := metadataOf(t, tt.page).Subtitle
		if got := strings.TrimSpace(f.Value + " " + string(f.Confidence)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestHiddenTextIsNotRead(t *testing.T) {
	const shown = `<p>Shown at length, so that nothing weak can hide the half of what the page has to say to us.</p>`
	hidden := []string{
		`<p hidden>x</p>`, `<p style="display: none">x</p>`, `<p style="color:#fff">x</p>`, `<div style="background:#fff"><p style="color:white">x</p></div>`,
		`<p style="font-size:0px">x</p>`, `<p style="position:absolute;left:-9999px">x</p>`, `<p style="clip: rect(0,0,0,0)">x</p>`, `<p style="text-indent:-999em">x</p>`,
		`<p style="opacity:0">x</p>`, `<p style="visibility:hidden">x</p>`, `<p aria-hidden="true">x</p>`, `<span class="a sr-only">x</span>`, `<p class="screen-reader-text">x</p>`,
		`<style>.h{color:red;display:none}</style><p class="h">x</p>`, `<style>/* .a{} */ p.h, #z { display : none !important }</style><p id=z>x</p>`,
		`<noscript><p>x</p></noscript>`, `<template><p>x</p></template>`, `<dialog>x</dialog>`, `<p style="color:rgba(1,2,3,0)">x</p>`,
	}
	for _, page := range hidden {
		if got := shownIn(t, shown+page); slices.Contains(got, "x") {
			t.Errorf("%s shows what is hidden", page)
		}
	}
	seen := []string{
		`<p style="color:#fff;background:#000">x</p>`, `<div class=dark><p style="color:#fff">x</p></div>`, `<dialog open>x</dialog>`, `<p hidden=until-found>x</p>`,
		`<style>.h{display:none}@media print{.h{display:block}}</style><p class=h>x</p>`, `<style>.a .h{display:none}</style><p class=h>x</p>`,
		`<style>@media(max-width:9em){.h{display:none}}</style><p class=h>x</p>`, `<div style="font-size:0"><p style="font-size:12px">x</p></div>`, `<details><p>x</p></details>`,
	}
	for _, page := range seen {
		if got := shownIn(t, shown+page); !slices.Contains(got, "x") {
			t.Errorf("%s hides what is shown: %q", page, got)
		}
	}
	if got := shownIn(t, `<div aria-hidden="true" style="opacity:0">`+shown+`<p>x</p></div>`); !slices.Contains(got, "x") {
		t.Errorf("a page behind a dialogue is hidden: %q", got)
	}
}

func shownIn(t *testing.T, page string) []string {
	t.Helper()
	doc, err := parseTree(page)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, b := range blocksOf(doc) {
		texts = append(texts, b.text)
	}
	return texts
}

// TestEmptyLinesPartParagraphs holds for pages and mails without paragraphs of
// their own, before readability has seen them and after.
func TestEmptyLinesPartParagraphs(t *testing.T) {
	const one, two = "The harbour board voted on Monday to buy a second ferry, and the council cheered.", "Nobody had asked the islanders, who travel by night and own boats of their own."
	want := []string{one, two}
	page := "<title>Ferry</title><table><tr><td><font size=2>" + one + "<br>\n <br>" + two + "</font></td></tr></table>"
	if got := shownIn(t, page); !slices.Equal(got[len(got)-2:], want) {
		t.Errorf("seen: %q, want %q", got, want)
	}
	d, err := readPage(page, briefing.Article{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range d.blocks {
		got = append(got, b.text)
	}
	if !slices.Equal(got, want) {
		t.Errorf("read: %q, want %q", got, want)
	}
	if got := shownIn(t, "<p>Roses<br>are red<h1>A<br><br>B</h1>"); !slices.Equal(got, []string{"Roses are red", "A B"}) {
		t.Errorf("lines and headings are parted: %q", got)
	}
}

func TestWhoSignedInSight(t *testing.T) {
	const prose = `<p>The harbour board voted on Monday to buy a second ferry, and the island council cheered.</p>`
	tests := []struct{ name, page, want string }{
		{"a box with more about the author", `<h1>Ferry</h1><div class="byline">Ines Calloway<span>The writer was a pilot.</span></div>` + prose, "Ines Calloway"},
		{"an element of the page's own", `<h1>Ferry</h1><byline-box class="byline">By <a>Ines Calloway</a> and Tom Reed</byline-box>` + prose, "Ines Calloway and Tom Reed"},
		{"a title that is a heading of the second level", `<title>A Second Ferry | Gazette</title><h2>A Second Ferry</h2><div>By INES CALLOWAY</div>` + prose, "Ines Calloway"},
	}
	for _, tt := range tests {
		doc, err := html.Parse(strings.NewReader(tt.page))
		if err != nil {
			t.Fatal(err)
		}
		facts := factsOf(doc, tt.page)
		facts.look(blocksOf(doc))
		if got := facts.article(readability.Article{}).Byline.Value; got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestHeadingsLoseTheLinkToThemselves(t *testing.T) {
	a := shownIn(t, `<h1>Tides<a class="headerlink" href="#tides">¶</a></h1><p>See <a href="#tides">#tides</a> and <a href="https://gazette.example/">#</a></p><ol class="footnotes"><li>Tables, p. 12. <a href="#r1">↩</a></ol>`)
	want := []string{"Tides", "See #tides and #", "Tables, p. 12."}
	if !slices.Equal(a, want) {
		t.Errorf("%q, want %q", a, want)
	}
}

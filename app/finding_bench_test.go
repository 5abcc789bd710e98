package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// BenchmarkTyping types into the field of a window with 100,000 passages of
// 2,000 articles. It reports what a keystroke costs the window's thread, and how
// long its answer takes in all, with the texts of articles.
func BenchmarkTyping(b *testing.B) {
	lib, err := library.Memory()
	if err != nil {
		b.Fatal(err)
	}
	fillLibrary(b, lib, 2000, 50)
	thread := &stopwatch{}
	run := session.Runner{Go: thread.beside, UI: thread.on}
	stopped := func(time.Duration, func()) func() { return func() {} }
	d, err := newDesk(b.Context(), test.NewTempApp(b), lib, run, stopped)
	if err != nil {
		b.Fatal(err)
	}
	d.win.Resize(fyne.NewSize(1440, 900))
	d.app.Preferences().SetBool(prefStarted, true)
	d.open(nil)
	d.showPassages()
	var onThread, answers []time.Duration
	for b.Loop() {
		for _, query := range []string{"majid brigde", "talks border tag:tag3", "foreign minister said", "wedi"} {
			for i := range query {
				thread.spent = 0
				began := time.Now()
				thread.on(func() { d.passages.SetQuery(query[:i+1]) })
				onThread, answers = append(onThread, thread.spent), append(answers, time.Since(began))
			}
			thread.on(func() { d.passages.SetQuery("") })
		}
	}
	report := func(what string, times []time.Duration) {
		slices.Sort(times)
		for _, at := range []struct {
			name  string
			index int
		}{{"median", len(times) / 2}, {"p99", len(times) * 99 / 100}, {"slowest", len(times) - 1}} {
			b.ReportMetric(float64(times[at.index].Microseconds())/1000, "ms-"+at.name+"-"+what)
		}
	}
	report("on-thread", onThread)
	report("answer", answers)
	if err := d.session.Close(context.Background()); err != nil {
		b.Fatal(err)
	}
	if err := lib.Close(); err != nil {
		b.Fatal(err)
	}
}

// stopwatch is a runner that does all at once and adds up what is done on the
// window's thread.
type stopwatch struct {
	running bool
	began   time.Time
	spent   time.Duration
}

func (s *stopwatch) on(f func()) {
	was := s.running
	s.running, s.began = true, time.Now()
	f()
	s.spent += time.Since(s.began)
	s.running, s.began = was, time.Now()
}

func (s *stopwatch) beside(work func()) {
	was := s.running
	if was {
		s.spent += time.Since(s.began)
	}
	s.running = false
	work()
	s.running, s.began = was, time.Now()
}

// fillLibrary makes articles with passages each, of words that come again.
func fillLibrary(tb testing.TB, lib *library.Library, articles, each int) {
	words := strings.Fields("the talks of foreign minister said border Majeed Brigade trade transit security agreement officials Balochistan province Wednesday attack port claimed dialogue threat maps governments statement joint order under alias group")
	for a := range articles {
		var text briefing.Builder
		for n := a * each; n < (a+1)*each; n++ {
			var sentence []string
			for k := range 18 {
				sentence = append(sentence, words[(n*7+k*(1+n%11)+n/13)%len(words)])
			}
			text.Add(briefing.TextParagraph, 0, fmt.Sprintf("%s number%d.", strings.Join(sentence, " "), n%5000), nil, nil)
		}
		snap, err := text.Snapshot(briefing.Hash{byte(a), byte(a >> 8)})
		if err != nil {
			tb.Fatal(err)
		}
		article := briefing.Article{ID: briefing.ID{1, byte(a >> 8), byte(a)}, Snapshots: []briefing.Hash{snap.Hash}}
		article.Title.Value, article.Publisher.Value = fmt.Sprintf("Report %d on the %s", a, words[a%len(words)]), "The Platform"
		article.Published.Value = fmt.Sprintf("20%02d-03-04", a%26)
		batch := library.Batch{Snapshots: []library.Imported{{Snapshot: snap}}, Articles: []briefing.Article{article}}
		for i, bl := range snap.Blocks {
			r := briefing.Range{Start: bl.Start, End: bl.End}
			batch.Passages = append(batch.Passages, briefing.Passage{
				ID: briefing.ID{2, byte(a >> 8), byte(a), byte(i)}, Article: article.ID, Kind: briefing.PassageDirect,
				Colour: "amber", Tags: []string{fmt.Sprint("tag", (a+i)%40)},
				Anchor: briefing.Anchor{Snapshot: snap.Hash, Range: r, Exact: snap.Slice(r)},
			})
		}
		if _, err := lib.Apply(tb.Context(), batch); err != nil {
			tb.Fatal(err)
		}
	}
}

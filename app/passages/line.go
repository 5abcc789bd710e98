package passages

import (
	"iter"
	"slices"
	"strings"

	"briefdesk/app/look"
)

// drawLine draws a line of a passage from textInset on, with a band behind what
// matched.
func drawLine(p *look.Painter, l line, matches []Match, top float32) {
	for _, b := range l.bands(matches) {
		from := textInset + look.Width(l.text[:b.from], look.SourceWords)
		drawBand(p, from, textInset+look.Width(l.text[:b.to], look.SourceWords), top, b.loose)
	}
	p.Text(l.text, look.SourceWords, look.Ink, textInset, look.SourceWords.Baseline(top))
}

// drawLeftward draws a line of a passage written from right to left. It is
// placed from the right, run by run, for a text of several directions that is
// drawn at once comes out in the wrong order.
func drawLeftward(p *look.Painter, l line, matches []Match, top, right float32) {
	bands := l.bands(matches)
	space := look.Width(" ", look.SourceWords)
	for _, r := range runs(l.text) {
		if r.apart {
			right -= space
		}
		words := l.text[r.from:r.to]
		left := right - look.Width(words, look.SourceWords)
		if i := slices.IndexFunc(bands, func(b band) bool { return b.from < r.to && r.from < b.to }); i >= 0 {
			drawBand(p, left, right, top, bands[i].loose)
		}
		p.Text(words, look.SourceWords, look.Ink, left, look.SourceWords.Baseline(top))
		right = left
	}
}

// drawBand draws what lies behind a match: a full band where it is letter for
// letter what was looked for, else a paler one with a line of dashes under it.
func drawBand(p *look.Painter, from, to, top float32, loose bool) {
	height := look.SourceWords.LineHeight() - 2
	x, w := from-bandOver, to-from+2*bandOver
	if !loose {
		p.Band(x, top+1, w, height, 3, look.Ends{Left: true, Right: true}, look.Match)
		return
	}
	p.Band(x, top+1, w, height, 3, look.Ends{Left: true, Right: true}, look.WarnSoft)
	p.Dashes(from, to, top+height-1, look.Warn)
}

// run is a stretch of a line that is drawn at once, in bytes.
type run struct {
	from, to int
	apart    bool // a space parts it from the run before
}

// runs parts a line into what is drawn at once: words written from right to
// left one by one, others as long as they stand together, and an ellipsis by
// itself, for the face of the word beside it may lack it.
func runs(s string) []run {
	var all []run
	joins := false // the last run may grow
	for start, word := range words(s) {
		leftward := look.IsRightToLeft(word)
		end := start + len(word)
		switch apart := start > 0 && s[start-1] == ' '; {
		case joins && !leftward && word != ellipsis:
			all[len(all)-1].to = end
		default:
			all = append(all, run{start, end, apart})
		}
		joins = !leftward && word != ellipsis
	}
	return all
}

// words are what spaces part in s, and the ellipses at their ends, each with
// its place.
func words(s string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for at := 0; at < len(s); {
			end := at + wordLength(s[at:])
			if end > at && !yield(at, s[at:end]) {
				return
			}
			if at = end; at < len(s) && s[at] == ' ' {
				at++
			}
		}
	}
}

// wordLength is how many bytes of s are its first word.
func wordLength(s string) int {
	if strings.HasPrefix(s, ellipsis) {
		return len(ellipsis)
	}
	if i := strings.IndexAny(s, " "+ellipsis); i >= 0 {
		return i
	}
	return len(s)
}

package export

import (
	"strconv"
	"strings"

	"briefdesk/briefing/pattern"
)

// While flowing text is written, the words of each quotation stand between
// fences: noncharacters of Unicode, which no text that was imported has. The
// proof reads between them what really stands in the file, markup and all; then
// they go. A fence stands outside the marks that are put round words.
const (
	fenceOpen   = "\ufdd0" // then the number of the quotation
	fenceNumber = "\ufdd1"
	fenceClose  = "\ufdd2"
)

// aFence is a pattern for either fence.
const aFence = fenceOpen + `[0-9]+` + fenceNumber + `|` + fenceClose

var fences = pattern.New(fenceOpen + `([0-9]+)` + fenceNumber + `|[\x{fdd0}-\x{fdd2}]`)

func fenced(quotation int, text string) string {
	if quotation == 0 {
		return text
	}
	return fenceOpen + strconv.Itoa(quotation) + fenceNumber + text + fenceClose
}

// unfenced is the text of the file.
func unfenced(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if fences.MatchString(l) {
			lines[i] = strings.TrimRight(fences.ReplaceAllString(l, ""), " ")
		}
	}
	return strings.Join(lines, "\n")
}

// wordsBetween returns what fenced text shows of each of n quotations: all
// between its first fence and its last, without markup, which plain takes away.
func wordsBetween(text string, n int, plain func(string) string) []shown {
	type stretch struct{ from, to int }
	stretches := make([]stretch, n)
	words := make([]shown, n)
	open, last := 0, 0
	for _, at := range fences.FindAllStringSubmatchIndex(text, -1) {
		if at[2] < 0 {
			if open > 0 {
				stretches[open-1].to = at[0]
			}
			open = 0
			continue
		}
		number, err := strconv.Atoi(text[at[2]:at[3]])
		if err != nil || number < 1 || number > n {
			continue
		}
		if stretches[number-1].to == 0 {
			stretches[number-1].from = at[1]
		}
		words[number-1].misplaced = words[number-1].misplaced || number < last
		open, last = number, max(last, number)
	}
	for i, s := range stretches {
		if s.from < s.to {
			words[i].text = plain(fences.ReplaceAllString(text[s.from:s.to], ""))
		}
	}
	return words
}

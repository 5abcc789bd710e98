package layout

import "briefdesk/briefing/manuscript"

// legend sets the legend of a probability scale, in words.
func (f *flow) legend(l manuscript.Legend, col column) {
	f.paragraphBlock(manuscript.Paragraph{Text: l.Runs()}, col)
}

package bundle

import (
	"fmt"
	"io"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/quote"
)

// Report says what became of the quotations of a bundle.
type Report struct {
	Title    string
	Seal     briefing.Hash // the hash that stands for all of the bundle
	Verified int           // quotations proved
	Checked  int           // quotations that name a passage
	Quoted   int           // all quotations
	Findings []briefing.Finding
}

// Verify reads a bundle of size bytes as Read does, and proves each quotation
// of its briefing against the snapshots in it. It needs nothing but the file.
// A quotation that fails is a finding.
func Verify(r io.ReaderAt, size int64) (Report, error) {
	b, seal, err := read(r, size)
	if err != nil {
		return Report{}, err
	}
	report := Report{Title: b.Briefing.Title, Seal: seal}
	report.prove(b)
	return report, nil
}

func (r *Report) prove(b Bundle) {
	sources := b.Sources()
	for i, bl := range b.Briefing.Blocks {
		if bl.Kind == briefing.BlockQuotation {
			r.proveOne(i+1, bl.Quotation, sources)
			continue
		}
		for _, id := range manuscript.Cited(briefing.Briefing{Blocks: []briefing.Block{bl}}) {
			if _, ok := sources[id]; !ok {
				r.Findings = append(r.Findings, briefing.Finding{
					Rule: quote.RuleMissing, Severity: briefing.SeverityError, Block: i + 1, Text: id.String(),
					Message: fmt.Sprintf("the bundle has no passage %v, which is cited here", id),
				})
			}
		}
	}
}

func (r *Report) proveOne(block int, q briefing.Quotation, sources briefing.Sources) {
	r.Quoted++
	src, known := sources[q.Passage]
	if q.IsCheckable() {
		r.Checked++
	}
	f, ok := quote.Prove(src, q, printed(src, q))
	switch {
	case ok:
		r.Verified++
		return
	case q.IsCheckable() && !known:
		f.Message = fmt.Sprintf("the bundle has no passage %v", q.Passage)
	}
	f.Block, f.Quotation = block, r.Quoted
	r.Findings = append(r.Findings, f)
}

// printed is what a page would show of q.
func printed(src briefing.Source, q briefing.Quotation) string {
	pieces, err := quote.Printed(src.Passage.Exact, q.Edits)
	if err != nil {
		return src.Passage.Exact // the proof says what is wrong with the edits
	}
	return quote.Join(pieces)
}

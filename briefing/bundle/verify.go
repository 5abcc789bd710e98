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
		switch {
		case bl.Kind != briefing.BlockQuotation:
		case bl.Quotation.IsDirect():
			r.quotation(i+1, bl.Quotation, sources)
			continue
		default:
			r.paraphrase(i+1, bl.Quotation, sources)
		}
		for _, id := range manuscript.Cited(briefing.Briefing{Blocks: []briefing.Block{bl}}) {
			if _, ok := sources[id]; !ok {
				r.find(i+1, 0, missing(id))
			}
		}
	}
}

func (r *Report) quotation(block int, q briefing.Quotation, sources briefing.Sources) {
	r.Quoted++
	src, known := sources[q.Passage]
	f, ok := quote.Prove(src, q, printed(src, q))
	if q.IsCheckable() {
		r.Checked++
		if !known {
			f = missing(q.Passage)
		}
	}
	if ok {
		r.Verified++
		return
	}
	r.find(block, r.Quoted, f)
}

// paraphrase proves what the author's own words stand for. It does not count as
// a quotation, and that its passage is there is asked for all citations.
func (r *Report) paraphrase(block int, q briefing.Quotation, sources briefing.Sources) {
	src, known := sources[q.Passage]
	if !known {
		return
	}
	if f, ok := quote.Prove(src, q, ""); !ok {
		r.find(block, 0, f)
	}
}

func (r *Report) find(block, quotation int, f briefing.Finding) {
	f.Block, f.Quotation = block, quotation
	r.Findings = append(r.Findings, f)
}

func missing(id briefing.ID) briefing.Finding {
	return briefing.Finding{
		Rule: quote.RuleMissing, Severity: briefing.SeverityError, Text: id.String(),
		Message: fmt.Sprintf("the bundle has no passage %v; have it bundled again by someone who has", id),
	}
}

// printed is what a page would show of q.
func printed(src briefing.Source, q briefing.Quotation) string {
	pieces, err := quote.Printed(src.Passage.Exact, q.Edits)
	if err != nil {
		return src.Passage.Exact // the proof says what is wrong with the edits
	}
	return quote.Join(pieces)
}

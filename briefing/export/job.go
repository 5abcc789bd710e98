package export

import (
	"cmp"
	"errors"
	"maps"
	"reflect"
	"slices"

	"briefdesk/briefing"
	"briefdesk/briefing/docx"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/quote"
)

// job is one export under way.
type job struct {
	setter  *layout.Setter
	sources briefing.Sources
	format  Format
	opts    Options
	// unsourced are the findings about citations that have no passage.
	unsourced []briefing.Finding
	key       docx.Key // of the note, for documents that come back
}

// withoutSource picks the findings about citations in own text that have no
// passage, and about quotations that lack the source reference that the note asks
// for; other quotations are left to the proof.
func withoutSource(m manuscript.Manuscript, findings []briefing.Finding) []briefing.Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f briefing.Finding) bool {
		if f.Severity == briefing.SeverityError && (f.Rule == quote.RuleUncheckable || f.Rule == manuscript.RuleUnsourced) {
			return false
		}
		return f.Rule != quote.RuleMissing ||
			slices.ContainsFunc(m.Quotations, func(q manuscript.Quoted) bool { return q.Block == f.Block })
	})
}

// run sets m and proves what it shows. What the note itself has to say of the
// proof, stamps and a receipt, is set and proved in turn, until it says what is so.
func (j job) run(m manuscript.Manuscript) (Prepared, error) {
	unproved := map[int]bool{} // in any turn, so that the turns come to an end
	says := m
	for range len(m.Quotations) + 3 {
		p, err := j.set(says)
		if err != nil {
			return Prepared{}, err
		}
		for i, pr := range p.proofs {
			if pr.failed() {
				unproved[i+1] = true
			}
		}
		should := j.dressed(m, unproved, p)
		if reflect.DeepEqual(says, should) {
			return p, nil
		}
		says = should
	}
	return Prepared{}, errors.New("the proof of the note changes with what the note says of it; report this as a fault of the program")
}

// dressed is m with what is to be said in it of the proof.
func (j job) dressed(m manuscript.Manuscript, unproved map[int]bool, p Prepared) manuscript.Manuscript {
	if j.opts.Unverified == Stamp && len(unproved)+len(j.unsourced) > 0 {
		m = m.Stamped(slices.Collect(maps.Keys(unproved)))
	}
	if m.Copy.Form != manuscript.ReaderCopy && (j.opts.Receipt == Annex || m.Copy.Form == manuscript.RecordCopy) {
		m = m.WithReceipt(p.annexed(j.sources))
	}
	return m
}

// set sets m in its format, and proves what stands there.
func (j job) set(m manuscript.Manuscript) (Prepared, error) {
	p := Prepared{Manuscript: m}
	n := len(m.Quotations)
	var err error
	switch {
	case j.format.pages != nil:
		if p.Document, p.Findings, err = j.setter.PagesIn(m, j.opts.Paper, j.opts.Look); err != nil {
			return Prepared{}, err
		}
		p.Pages = len(p.Document.Pages)
		p.proofs = prove(m, j.sources, wordsOnPages(p.Document, n))
	case j.format.document != nil:
		if p.data, err = j.format.document(j, m); err != nil {
			return Prepared{}, err
		}
		p.Findings = j.format.leftOut(m)
		words, err := j.format.quoted(p.data, n)
		if err != nil {
			return Prepared{}, err
		}
		p.proofs = prove(m, j.sources, words)
	}
	for _, flow := range j.format.flows {
		fenced := flow.write(m)
		p.texts = append(p.texts, unfenced(fenced))
		p.proofs = worse(p.proofs, prove(m, j.sources, wordsBetween(fenced, n, flow.plain)))
	}
	return p, nil
}

// worse are the proofs of the same quotations in several texts: each holds only
// if it does in all of them.
func worse(proofs, others []proof) []proof {
	for i, p := range proofs {
		if p.failed() {
			others[i] = p
		}
	}
	return others
}

// settle counts the proofs, and puts what failed in the place of what the
// manuscript had to say of the same quotations. It is an *UnprovedError if
// something failed, and that is to be refused.
func (p *Prepared) settle(j job) error {
	var failed []briefing.Finding
	p.Quoted = len(p.proofs)
	for _, pr := range p.proofs {
		switch {
		case pr.verified:
			p.Checked++
			p.Verified++
		case pr.failed():
			p.Checked++
			failed = append(failed, pr.finding)
		}
	}
	p.replace(failed)
	failed = append(failed, j.unsourced...)
	if len(failed) == 0 || j.opts.Unverified != Refuse {
		return nil
	}
	slices.SortStableFunc(failed, func(a, b briefing.Finding) int { return cmp.Compare(a.Block, b.Block) })
	return &UnprovedError{failed}
}

func (r *Report) replace(failed []briefing.Finding) {
	about := map[int]bool{}
	for _, f := range failed {
		about[f.Block] = true
	}
	kept := failed
	for _, f := range r.Findings {
		isProof := f.Rule == quote.RuleAltered || f.Rule == quote.RuleCorrupt || f.Rule == quote.RuleMissing
		if !isProof || !about[f.Block] {
			kept = append(kept, f)
		}
	}
	r.Findings = kept
}

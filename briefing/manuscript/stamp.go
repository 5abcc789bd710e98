package manuscript

import "slices"

// Unverified is the stamp of what could not be proved.
const Unverified = "UNVERIFIED"

// Stamped is m as it may go out although something in it is not proved: the
// note and the quotations of the numbers given are stamped UNVERIFIED, and its
// count of verified quotations is without them. Citations without a passage are
// stamped whether or not it is called.
func (m Manuscript) Stamped(unproved []int) Manuscript {
	m.Stamp = Unverified
	m.Blocks = slices.Clone(m.Blocks)
	verified, checked := 0, 0
	for i, b := range m.Blocks {
		q, ok := b.(Quotation)
		if !ok {
			continue
		}
		if slices.Contains(unproved, q.Number) {
			q = q.stamped(m.Language)
			m.Blocks[i] = q
		}
		if m.Quotations[q.Number-1].Quotation.IsCheckable() {
			checked++
		}
		if q.Verified {
			verified++
		}
	}
	m.End = slices.Clone(m.End)
	for i, f := range m.End {
		if f.Key == FactVerification {
			m.End[i] = verification(verified, checked, len(m.Quotations), m.Language)
		}
	}
	return m
}

// stamped puts the stamp before the first of the quotation's words, behind its
// portion marking.
func (q Quotation) stamped(language string) Quotation {
	if q.Verified {
		q.Verified = false
		q.Source = append([]Run{{Text: Say(language, notVerified) + " · "}}, q.Source...)
	}
	q.Stamped = true
	q.Paragraphs = slices.Clone(q.Paragraphs)
	first := q.Paragraphs[0]
	at := slices.IndexFunc(first, func(r Run) bool { return r.Quotation > 0 })
	if at < 0 {
		at = len(first)
	}
	q.Paragraphs[0] = slices.Insert(slices.Clone(first), at, Run{Text: Unverified + " ", Bold: true})
	return q
}

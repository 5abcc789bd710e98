package export

import (
	"crypto/sha256"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// ReceiptForm says how the receipt of a proof goes out.
type ReceiptForm string

// The forms of a receipt.
const (
	NoReceipt ReceiptForm = ""
	Annex     ReceiptForm = "annex"   // a list at the end of the note
	Sidecar   ReceiptForm = "sidecar" // a file beside the note, NAME.receipt.json
)

// receipt says of each quotation what was compared with what, so that whoever
// has the source can do it again. The JSON of it is canonical (RFC 8785). No
// identifier of the library is in it.
type receipt struct {
	Format     string       `json:"format"`
	Title      string       `json:"title"`
	Reference  string       `json:"reference,omitempty"`
	Date       string       `json:"date,omitempty"`
	Files      []fileHash   `json:"files,omitempty"` // those that the receipt lies beside
	Rules      receiptRules `json:"rules"`
	Verified   int          `json:"verified"`
	Checked    int          `json:"checked"`
	Quoted     int          `json:"quoted"`
	Quotations []receiptRow `json:"quotations"`
}

const receiptFormat = "briefdesk-receipt/1"

type fileHash struct {
	SHA256 briefing.Hash `json:"sha256"`
	Size   int           `json:"size"`
}

// receiptRules are the versions of the rules by which words were compared.
type receiptRules struct {
	Fold int `json:"fold"`
	Norm int `json:"norm"` // of the snapshots, at most
}

// receiptRow is what became of quotation number Number. Exact is the SHA-256 of
// the passage's words in UTF-8, Printed that of what the file shows of them,
// in the form of quote.Fold.
type receiptRow struct {
	Number   int             `json:"number"`
	Block    int             `json:"block"`
	Status   receiptStatus   `json:"status"`
	Rule     string          `json:"rule,omitempty"` // that it fails
	Source   *receiptSource  `json:"source,omitempty"`
	Snapshot briefing.Hash   `json:"snapshot,omitzero"`
	Range    *briefing.Range `json:"range,omitempty"` // in code points of the snapshot's text
	Exact    briefing.Hash   `json:"exact,omitzero"`
	Printed  briefing.Hash   `json:"printed"`
	// Edits counts the typed edits by kind.
	Edits map[briefing.EditKind]int `json:"edits,omitempty"`
}

type receiptSource struct {
	Title     string `json:"title,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Published string `json:"published,omitempty"`
}

type receiptStatus string

const (
	statusVerified    receiptStatus = "verified"
	statusUnverified  receiptStatus = "unverified"
	statusUncheckable receiptStatus = "uncheckable"
)

// receipt draws one up of the proofs.
func (p Prepared) receipt(sources briefing.Sources) receipt {
	r := receipt{
		Format: receiptFormat, Title: p.Manuscript.Title, Reference: p.Manuscript.Reference, Date: p.Manuscript.Date,
		Rules: receiptRules{quote.FoldVersion, briefing.NormVersion}, Quoted: len(p.proofs), Quotations: []receiptRow{},
	}
	for i, pr := range p.proofs {
		row := rowOf(pr, sources)
		row.Number = i + 1
		switch row.Status {
		case statusVerified:
			r.Verified++
			r.Checked++
		case statusUnverified:
			r.Checked++
		case statusUncheckable:
		}
		r.Quotations = append(r.Quotations, row)
	}
	return r
}

func rowOf(p proof, sources briefing.Sources) receiptRow {
	row := receiptRow{
		Block: p.Block, Status: statusUncheckable, Printed: sha256.Sum256([]byte(quote.Fold(p.shown.text))),
	}
	switch {
	case p.verified:
		row.Status = statusVerified
	case p.failed():
		row.Status, row.Rule = statusUnverified, p.finding.Rule
	}
	src, known := sources[p.Quotation.Passage]
	if !known {
		return row
	}
	a, anchor := src.Article, src.Passage.Anchor
	row.Source = &receiptSource{a.Title.Value, a.Publisher.Value, a.Published.Value}
	row.Snapshot, row.Range, row.Exact = anchor.Snapshot, &anchor.Range, sha256.Sum256([]byte(anchor.Exact))
	row.Edits = map[briefing.EditKind]int{}
	for _, e := range p.Quotation.Edits {
		row.Edits[e.Kind]++
	}
	return row
}

// file is the receipt as a file that lies beside those called by name.
func (r receipt) file(name string, files []File) (File, error) {
	for _, f := range files {
		r.Files = append(r.Files, fileHash{sha256.Sum256(f.Data), len(f.Data)})
	}
	data, err := briefing.CanonicalJSON(r)
	return File{name + ".receipt.json", append(data, '\n')}, err
}

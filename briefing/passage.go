package briefing

import "slices"

// Anchor says where a passage stands, twice over: by position and by its words
// with their surroundings, as the TextPositionSelector and TextQuoteSelector of
// the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/).
type Anchor struct {
	Snapshot Hash `json:"snapshot"`
	Range
	Exact  string `json:"exact"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
}

// Passage is a range of a snapshot that a reader has marked. It may be
// anchored anew, but its words are never edited.
type Passage struct {
	ID      ID `json:"id"`
	Article ID `json:"article"`
	Anchor
	Kind   PassageKind `json:"kind"`
	Colour string      `json:"colour,omitempty"`
	Tags   []string    `json:"tags,omitempty"`
	Note   string      `json:"note,omitempty"`
	// Portion is the passage's marking; empty is the profile's default.
	Portion Marking `json:"portion,omitempty"`
	// Credibility is that of the item, 1 to 6 (NATO AJP-2.1), or 0 where nobody has judged it.
	Credibility int `json:"credibility,omitempty"`
	// State says whether the newest snapshot of the article still has the words.
	State PassageState `json:"state,omitempty"`
}

// Clone returns a copy that shares no slice with p.
func (p Passage) Clone() Passage {
	p.Tags = slices.Clone(p.Tags)
	return p
}

// PassageState says what a later snapshot of the article has made of a passage
// that stays anchored in an earlier one, where its words stand.
type PassageState string

// The states of a passage. One that is current is anchored in the newest
// snapshot, or has a place there that nobody has to be asked about.
const (
	PassageCurrent PassageState = ""
	PassageAltered PassageState = "altered" // other words stand there, or it is not certain where
	PassageGone    PassageState = "gone"    // an orphan: nothing like the words stands there
)

// PassageKind says how a passage is used.
type PassageKind string

// The kinds of passages. Only a direct quotation prints the source's words, and
// quotation marks; a paraphrase, a summary or a translation is in the author's own. All
// of them carry the citation.
const (
	PassageDirect     PassageKind = "direct"
	PassageParaphrase PassageKind = "paraphrase"
	PassageSummary    PassageKind = "summary"
	// PassageTranslation is the desk's own translation of a passage, and says so.
	PassageTranslation PassageKind = "translation"
)

// Source is a passage together with the article and the snapshot it stands in.
type Source struct {
	Passage  Passage
	Article  Article
	Snapshot Snapshot
}

// Sources are the passages that a briefing names, by identifier. A passage
// that the library does not have is missing from it.
type Sources map[ID]Source

// EditKind says what was done to the words of a quotation.
type EditKind string

// The kinds of edits. Their values are stored; do not change them.
const (
	EditOmit     EditKind = "omit"     // the range is left out: […]
	EditInsert   EditKind = "insert"   // Text stands in brackets before Start; the range is empty
	EditReplace  EditKind = "replace"  // Text stands in brackets instead of the range
	EditCase     EditKind = "case"     // the letter at Start changes case: [T]he
	EditSic      EditKind = "sic"      // [sic] follows the range
	EditEmphasis EditKind = "emphasis" // the range is set in italic, which the source did not
)

// Edit is one typed change of a quotation. Its range counts from the start of
// the passage's words, so it stays valid when the passage is anchored anew.
type Edit struct {
	Kind EditKind `json:"kind"`
	Range
	Text string `json:"text,omitempty"` // insert and replace only
}

// Quotation is a passage as it stands in a briefing: the passage and typed
// edits, in order of Start, which do not overlap (an emphasis may hold others).
// The printed form is derived from them; the words themselves are not here.
//
// Without a library a quotation names no passage. Its Words and Attribution
// are then all there is: it is printed, and counted as not checkable.
//
// A paraphrase, summary or translation has no edits. Its Words are the author's own text of
// what the passage says, in Markdown.
type Quotation struct {
	Passage ID `json:"passage,omitzero"`
	// Kind is how the briefing uses the passage; empty is direct.
	Kind        PassageKind `json:"kind,omitempty"`
	Edits       []Edit      `json:"edits,omitempty"`
	Words       string      `json:"words,omitempty"`
	Attribution string      `json:"attribution,omitempty"`
}

// Equal reports whether two quotations are the same.
func (q Quotation) Equal(r Quotation) bool {
	return q.Passage == r.Passage && q.Kind == r.Kind && q.Words == r.Words && q.Attribution == r.Attribution &&
		slices.Equal(q.Edits, r.Edits)
}

// IsDirect reports whether the quotation prints the source's own words.
func (q Quotation) IsDirect() bool { return q.Kind == "" || q.Kind == PassageDirect }

// IsCheckable reports whether the quotation names a passage to hold it against.
func (q Quotation) IsCheckable() bool { return !q.Passage.IsZero() }

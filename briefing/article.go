package briefing

import "slices"

// Article is an imported source: what is known about it, and its snapshots.
// Its words live in the snapshots, so that an Article stays small.
type Article struct {
	ID        ID    `json:"id"`
	Title     Field `json:"title,omitzero"`
	Subtitle  Field `json:"subtitle,omitzero"`
	Byline    Field `json:"byline,omitzero"`
	Publisher Field `json:"publisher,omitzero"`
	Published Field `json:"published,omitzero"` // YYYY, YYYY-MM or YYYY-MM-DD
	Accessed  Field `json:"accessed,omitzero"`  // YYYY-MM-DD
	URL       Field `json:"url,omitzero"`
	Language  Field `json:"language,omitzero"` // BCP 47
	Genre     Field `json:"genre,omitzero"`    // one of the Genre constants
	Licence   Field `json:"licence,omitzero"`
	// Grade is the reliability of the source, A to F (NATO AJP-2.1, the
	// “Admiralty” scale), or empty where nobody has graded it.
	Grade string `json:"grade,omitempty"`
	// Descriptor says in words how good the source is, as ICD 206 asks: access,
	// motives, possible bias. It is the user's own, and printed as it stands.
	Descriptor string `json:"descriptor,omitempty"`
	// Notices surround the article rather than belong to it.
	Notices []Notice `json:"notices,omitempty"`
	// Snapshots are the imports of this article, oldest first.
	Snapshots []Hash `json:"snapshots,omitempty"`
}

// Clone returns a copy that shares no slice with a.
func (a Article) Clone() Article {
	a.Notices = slices.Clone(a.Notices)
	a.Snapshots = slices.Clone(a.Snapshots)
	return a
}

// Latest is the newest snapshot's hash, or zero.
func (a Article) Latest() Hash {
	if len(a.Snapshots) == 0 {
		return Hash{}
	}
	return a.Snapshots[len(a.Snapshots)-1]
}

// Disclaimers are the notices that must travel with a quotation: those that
// say whose views the article holds, or who answers for it. Uncertain ones do
// not travel until they are confirmed, and dismissed ones never do.
func (a Article) Disclaimers() []string {
	var texts []string
	for _, n := range a.Notices {
		if !n.Uncertain && !n.Dismissed && (n.Class == NoticeViews || n.Class == NoticeLiability) {
			texts = append(texts, n.Text)
		}
	}
	return texts
}

// Field is a value with its provenance. The zero Field is “not known”.
type Field struct {
	Value      string     `json:"value,omitempty"`
	Source     string     `json:"source,omitempty"` // text, meta, json-ld, file, user …
	Confidence Confidence `json:"confidence,omitempty"`
}

// Confidence says how sure an importer is of a field.
type Confidence string

// The degrees of confidence. A value the user has confirmed is high.
const (
	ConfidenceLow    Confidence = "low"
	ConfidenceMedium Confidence = "medium"
	ConfidenceHigh   Confidence = "high"
)

// The genres of an article.
const (
	GenreNews      = "news"
	GenreOpinion   = "opinion"
	GenreEditorial = "editorial"
	GenreReport    = "report"
	GenreRelease   = "release"
	GenreOther     = "other"
)

// NoticeClass says what a notice is about.
type NoticeClass string

// The classes of notices.
const (
	NoticeViews       NoticeClass = "views"       // whose opinions these are
	NoticeLiability   NoticeClass = "liability"   // who does not answer for them
	NoticeProvenance  NoticeClass = "provenance"  // where it first appeared
	NoticeTranslation NoticeClass = "translation" // that it was translated, and by whom
	NoticeMaps        NoticeClass = "maps"        // what boundaries on maps do not imply
	NoticeAffiliate   NoticeClass = "affiliate"   // who pays
)

// Notice is a text that surrounds an article, such as a disclaimer, word for word.
type Notice struct {
	Class NoticeClass `json:"class"`
	Text  string      `json:"text"`
	// Uncertain is true until somebody confirms what may be no notice, or not
	// one of this article.
	Uncertain bool `json:"uncertain,omitempty"`
	// Dismissed is true where somebody has said that it is no notice of this
	// article. It is kept, since its words may stand nowhere else, and so that
	// another import does not bring it back.
	Dismissed bool `json:"dismissed,omitempty"`
}

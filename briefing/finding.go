package briefing

// Severity says how much a finding matters.
type Severity string

// The severities. Warnings and errors make a check exit with 3.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityInfo    Severity = "info"
)

// Finding is what a check has to say: data, not a failure.
type Finding struct {
	// Rule names the check in kebab case, such as quotation-altered.
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	// Block is the number of the block it is about, from 1; 0 is the whole note.
	Block int `json:"block"`
	// Quotation is the number of the quotation it is about, from 1 in the order
	// of the note, or 0.
	Quotation int `json:"quotation,omitempty"`
	// Text is the words it is about, if any.
	Text string `json:"text,omitempty"`
	// Range is where Text stands in the author's own words of the block, as they are
	// stored; it is empty where there is no such place.
	Range   Range  `json:"range,omitzero"`
	Message string `json:"message"`
	// Fix is what could take the place of Text, at Range; empty where the author has
	// to find words.
	Fix string `json:"fix,omitempty"`
}

package pdf

import (
	"fmt"
	"slices"
	"strings"
)

// Attachment is a file that travels in a PDF, as a source of what its pages say
// (ISO 19005-3, annex E).
type Attachment struct {
	// Name is what the file is called, with its ending. No two have one name.
	Name string
	// Description says what it is, for people.
	Description string
	// Type is its media type, such as text/plain.
	Type string
	Data []byte
}

func checkAttachments(attachments []Attachment) error {
	for i, a := range attachments {
		switch {
		case a.Name == "" || strings.ContainsAny(a.Name, `/\`) || a.Name != printable(a.Name):
			return fmt.Errorf("attachment %d cannot be called %q", i+1, a.Name)
		case a.Description == "" || !strings.Contains(a.Type, "/"):
			return fmt.Errorf("attachment %q: there is no description or no media type", a.Name)
		case slices.ContainsFunc(attachments[:i], func(b Attachment) bool { return b.Name == a.Name }):
			return fmt.Errorf("two attachments are called %q", a.Name)
		}
	}
	return nil
}

// attach adds the attachments and lists them in the catalogue, for people by
// name and for machines as associated files. They bear the document's date.
func attach(f *file, catalogue *object, attachments []Attachment, date string) {
	if len(attachments) == 0 {
		return
	}
	var associated, names array
	for _, a := range attachments {
		associated = append(associated, f.add(&object{dict: fileSpec(f, a, date)}))
	}
	for _, i := range sortedByName(attachments) {
		names = append(names, textString(attachments[i].Name), associated[i])
	}
	catalogue.dict.set("AF", associated)
	catalogue.dict.set("Names", dict{{"EmbeddedFiles", dict{{"Names", names}}}})
}

func fileSpec(f *file, a Attachment, date string) dict {
	params := dict{{"Size", integer(len(a.Data))}}
	if date != "" {
		params.set("ModDate", dateString(date))
	}
	inside := f.add(&object{
		dict:   dict{{"Type", name("EmbeddedFile")}, {"Subtype", name(a.Type)}, {"Params", params}},
		stream: a.Data,
		kind:   packedStream,
	})
	return dict{
		{"Type", name("Filespec")},
		{"F", textString(a.Name)},
		{"UF", textString(a.Name)},
		{"Desc", textString(a.Description)},
		{"AFRelationship", name("Source")},
		{"EF", dict{{"F", inside}, {"UF", inside}}},
	}
}

// sortedByName are the indices of attachments as a tree of names has them: by
// the bytes of their names (ISO 32000-1, 7.9.6).
func sortedByName(attachments []Attachment) []int {
	order := make([]int, len(attachments))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return strings.Compare(string(textString(attachments[a].Name)), string(textString(attachments[b].Name)))
	})
	return order
}

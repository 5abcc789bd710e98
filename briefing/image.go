package briefing

import (
	"iter"
	"strings"
)

// Image is a picture that a briefing shows. Package picture makes one of a file.
type Image struct {
	// Hash is the SHA-256 of Data. It alone is stored with the block, the data
	// beside it.
	Hash Hash `json:"hash,omitzero"`
	// Type is “png” or “jpeg”.
	Type string `json:"type,omitempty"`
	// Alt says in words what the picture shows, for those who do not see it. A
	// picture that says nothing is Decorative instead.
	Alt        string `json:"alt,omitempty"`
	Decorative bool   `json:"decorative,omitempty"`
	// File is where the picture was to be read from, relative to the briefing's
	// own file; it is empty once it has been.
	File string `json:"file,omitempty"`
	// Data are its bytes, which nobody may change, or nil where they are not at hand.
	Data []byte `json:"-"`
}

// Equal reports whether two images show and say the same.
func (i Image) Equal(j Image) bool {
	return i.Hash == j.Hash && i.Type == j.Type && i.Alt == j.Alt && i.Decorative == j.Decorative && i.File == j.File
}

// FileName is what a file with the picture is called: its hash, and what it is.
func (i Image) FileName() string {
	switch {
	case i.File != "":
		return i.File
	case i.Type == "jpeg":
		return i.Hash.String() + ".jpg"
	}
	return i.Hash.String() + "." + i.Type
}

// ImageNamed returns the image in a file of that name, a FileName or another.
func ImageNamed(file string) Image {
	stem, ext, _ := strings.Cut(file, ".")
	types := map[string]string{"png": "png", "jpg": "jpeg"}
	var hash Hash
	if err := hash.UnmarshalText([]byte(stem)); err == nil && !hash.IsZero() && types[ext] != "" {
		if i := (Image{Hash: hash, Type: types[ext]}); i.FileName() == file {
			return i
		}
	}
	return Image{File: file}
}

// Images yields the index of each block with a picture, and the picture.
func (b Briefing) Images() iter.Seq2[int, Image] {
	return func(yield func(int, Image) bool) {
		for i, bl := range b.Blocks {
			if bl.Kind == BlockImage && !yield(i, bl.Image) {
				return
			}
		}
	}
}

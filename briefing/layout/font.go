package layout

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// Face is one font file: what back-ends need to embed or to draw it.
type Face struct {
	Name string // PostScript name, such as GentiumBookPlus-Bold
	TTF  []byte // the whole TrueType file, uncompressed; do not change it
	Font *font.Font

	// Advances are the widths of all glyphs as the file gives them, in
	// thousandths of the type size, by glyph index.
	Advances []float32
}

// Fonts are the faces of a folder, each inflated and parsed when it is first
// used. They may be used from several goroutines.
type Fonts struct {
	fsys  fs.FS
	mu    sync.Mutex
	faces map[string]*Face
}

// NewFonts returns the fonts of a folder of NAME.ttf.gz files.
func NewFonts(fsys fs.FS) *Fonts {
	return &Fonts{fsys: fsys, faces: map[string]*Face{}}
}

// Face returns the face called name.
func (f *Fonts) Face(name string) (*Face, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if face := f.faces[name]; face != nil {
		return face, nil
	}
	face, err := loadFace(f.fsys, name)
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	f.faces[name] = face
	return face, nil
}

func loadFace(fsys fs.FS, name string) (*Face, error) {
	file, err := fsys.Open(name + ".ttf.gz")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	ttf, err := io.ReadAll(unzipped)
	if err != nil {
		return nil, err
	}
	loader, err := opentype.NewLoader(bytes.NewReader(ttf))
	if err != nil {
		return nil, err
	}
	parsed, err := font.NewFont(loader)
	if err != nil {
		return nil, err
	}
	face := &Face{Name: name, TTF: ttf, Font: parsed}
	face.Advances, err = advances(loader, parsed)
	return face, err
}

func advances(loader *opentype.Loader, parsed *font.Font) ([]float32, error) {
	maxp, err := loader.RawTable(opentype.MustNewTag("maxp"))
	if err != nil {
		return nil, err
	}
	if len(maxp) < 6 {
		return nil, errors.New("the table maxp is cut short")
	}
	widths := make([]float32, binary.BigEndian.Uint16(maxp[4:]))
	face := font.NewFace(parsed)
	for gid := range widths {
		widths[gid] = face.HorizontalAdvance(font.GID(gid)) * 1000 / float32(parsed.Upem())
	}
	return widths, nil
}

// newFace returns the glyph cache of a face that one goroutine may use.
func newFace(f *Face) *font.Face { return font.NewFace(f.Font) }

func tag(s string) opentype.Tag { return opentype.MustNewTag(s) }

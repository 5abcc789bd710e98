package layout

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/klauspost/compress/gzip"
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
	ttf, err := unzipped(fsys, name+".ttf.gz")
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

// unzipped is what a gzip file of less than 4 GB holds. It ends with its size
// (RFC 1952), so that no byte is moved after it is written.
func unzipped(fsys fs.FS, name string) ([]byte, error) {
	zipped, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	r, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		return nil, err
	}
	size := int(binary.LittleEndian.Uint32(zipped[len(zipped)-4:]))
	const densest = 1032 // times that deflate makes anything smaller
	if size > densest*len(zipped) {
		return nil, gzip.ErrHeader
	}
	out := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	_, err = out.ReadFrom(r)
	return out.Bytes(), err
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

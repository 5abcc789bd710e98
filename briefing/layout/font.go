package layout

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// Face is one font file: what back-ends need to embed or to draw it.
type Face struct {
	Name string            // PostScript name, such as GentiumBookPlus-Bold
	File *io.SectionReader // the whole TrueType file: use ReadAt and Size alone
	Font *font.Font        // what text is shaped with; it has no outlines

	// Advances are the widths of all glyphs as the file gives them, in
	// thousandths of the type size, by glyph index.
	Advances []float32

	outlines func() *font.Font
}

// Outlines returns what draws the glyphs of the face, for one goroutine. A glyph
// whose outline cannot be read is blank.
func (f *Face) Outlines() *font.Face { return font.NewFace(f.outlines()) }

// Fonts are the faces of a folder, each read when it is first used. They may be
// used from several goroutines.
type Fonts struct {
	fsys  fs.FS
	mu    sync.Mutex
	faces map[string]*Face
}

// NewFonts returns the fonts of a folder of NAME.ttf files, which stay open. They
// are read at any place (io.ReaderAt), as those of an embed.FS or os.DirFS can be:
// most of a font is never needed, and no copy of it is kept.
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

// The tables of a font that shape text, and those that draw it, in the order of
// their tags. To read all outlines takes three times as long as all the rest. Shaping
// asks for them only to place marks in a face without GPOS.
var (
	shaping = []string{"GDEF", "GPOS", "GSUB", "OS/2", "cmap", "head", "hhea", "hmtx", "kern", "maxp"}
	drawing = []string{"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"}
)

func loadFace(fsys fs.FS, name string) (*Face, error) {
	file, err := openFont(fsys, name+".ttf")
	if err != nil {
		return nil, err
	}
	loader, err := only(file, shaping)
	if err != nil {
		return nil, err
	}
	if !loader.HasTable(tag("GPOS")) {
		return nil, errors.New("it has no table GPOS, which places its marks")
	}
	shaped, err := font.NewFont(loader)
	if err != nil {
		return nil, err
	}
	face := &Face{Name: name, File: file, Font: shaped}
	face.outlines = sync.OnceValue(func() *font.Font {
		drawn, err := parse(file, drawing)
		if err != nil {
			return shaped // which is blank
		}
		return drawn
	})
	face.Advances, err = advances(loader, shaped)
	return face, err
}

func openFont(fsys fs.FS, name string) (*io.SectionReader, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	at, ok := file.(io.ReaderAt)
	if !ok {
		return nil, errors.New("its folder lets files be read from the start alone")
	}
	return io.NewSectionReader(at, 0, info.Size()), nil
}

func parse(file *io.SectionReader, tags []string) (*font.Font, error) {
	loader, err := only(file, tags)
	if err != nil {
		return nil, err
	}
	return font.NewFont(loader)
}

// only finds the tables of a font whose tags are given, as far as it has them, and
// no others. It reads a directory of its own and the tables from the file.
func only(file *io.SectionReader, tags []string) (*opentype.Loader, error) {
	const head, record = 12, 16 // bytes
	directory := make([]byte, head)
	if _, err := file.ReadAt(directory, 0); err != nil {
		return nil, fmt.Errorf("read the table directory: %w", err)
	}
	records := make([]byte, record*int(binary.BigEndian.Uint16(directory[4:])))
	if _, err := file.ReadAt(records, head); err != nil {
		return nil, fmt.Errorf("read the table directory: %w", err)
	}
	for r := range slices.Chunk(records, record) {
		if slices.Contains(tags, string(r[:4])) {
			directory = append(directory, r...)
		}
	}
	binary.BigEndian.PutUint16(directory[4:], uint16((len(directory)-head)/record))
	return opentype.NewLoader(struct {
		io.ReadSeeker
		io.ReaderAt
	}{bytes.NewReader(directory), file})
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

package look

import (
	"encoding/binary"
	"fmt"
	"io/fs"
	"math"
	"sync"

	"fyne.io/fyne/v2"

	"briefdesk/assets"
)

// The faces that Styles are set in.
var (
	SansRegular  fyne.Resource = shipped(assets.Interface, "fonts/Inter-Regular.otf")
	SansMedium   fyne.Resource = shipped(assets.Interface, "fonts/Inter-Medium.otf")
	SansSemiBold fyne.Resource = shipped(assets.Interface, "fonts/Inter-SemiBold.otf")
	SansBold     fyne.Resource = shipped(assets.Interface, "fonts/Inter-Bold.otf")
	Serif        fyne.Resource = shipped(assets.Interface, "fonts/SourceSerif4-Regular.ttf")
	SerifItalic  fyne.Resource = shipped(assets.Interface, "fonts/SourceSerif4-It.ttf")
	SerifBold    fyne.Resource = shipped(assets.Interface, "fonts/SourceSerif4-Semibold.ttf")
	Mono         fyne.Resource = shipped(assets.Fonts, "LiberationMono-Regular.ttf")
	Naskh        fyne.Resource = shipped(assets.Fonts, "NotoNaskhArabic-Regular.ttf")
	NaskhBold    fyne.Resource = shipped(assets.Fonts, "NotoNaskhArabic-Bold.ttf")

	themeRegular fyne.Resource = roomy("fonts/Inter-Regular.otf")
	themeBold    fyne.Resource = roomy("fonts/Inter-SemiBold.otf")
)

// face is a font file of the program, read when it is first used.
type face struct {
	name    string
	content func() []byte
	covered func() coverage
}

// shipped returns the face NAME of a folder.
func shipped(folder func() fs.FS, name string) *face {
	return newFace(name, func() []byte { return read(folder(), name) })
}

// roomy returns a face of the interface with room above and below its letters,
// so that 13-unit text has lines of 20 in Fyne's own widgets: they take the
// line height from the font.
func roomy(name string) *face {
	const ascent, descent = 2320.0 / 2048, 830.0 / 2048 // of the type size
	return newFace("roomy/"+name, func() []byte {
		font := read(assets.Interface(), name)
		setLineHeight(font, ascent, descent)
		return font
	})
}

func newFace(name string, content func() []byte) *face {
	f := &face{name: name, content: sync.OnceValue(content)}
	f.covered = sync.OnceValue(func() coverage { return readCoverage(f.Content()) })
	return f
}

// Name returns the name of the file in the assets.
func (f *face) Name() string { return f.name }

// Content returns the whole font file.
func (f *face) Content() []byte { return f.content() }

func read(fsys fs.FS, name string) []byte {
	font, err := fs.ReadFile(fsys, name)
	if err != nil {
		panic(fmt.Sprintf("font %s: %v", name, err)) // it is part of the program
	}
	return font
}

// table returns the table of an OpenType file with the tag given, or nil.
func table(font []byte, tag string) []byte {
	if len(font) < 12 {
		return nil
	}
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		record := font[12+16*i:]
		if string(record[:4]) == tag {
			at, length := binary.BigEndian.Uint32(record[8:]), binary.BigEndian.Uint32(record[12:])
			return font[at : at+length]
		}
	}
	return nil
}

// setLineHeight changes the metrics of a font in place. Ascent and descent are
// shares of the type size, both positive.
func setLineHeight(font []byte, ascent, descent float64) {
	em := float64(binary.BigEndian.Uint16(table(font, "head")[18:]))
	up, down := int16(math.Round(ascent*em)), int16(math.Round(descent*em))
	put := func(b []byte, values ...int16) {
		for i, v := range values {
			binary.BigEndian.PutUint16(b[2*i:], uint16(v))
		}
	}
	put(table(font, "hhea")[4:], up, -down, 0)
	put(table(font, "OS/2")[68:], up, -down, 0, up, down)
}

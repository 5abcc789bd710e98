package pdf

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"

	"github.com/klauspost/compress/zlib"
)

// file is a PDF as values: what fpdf wrote, read back so that it can be edited
// as a whole and written again with object streams.
type file struct {
	objects []*object // object n is at n-1; nil is none
	root    ref
	info    ref
	protection
}

// readFile reads what fpdf wrote. It is no reader for other files: every
// object must be a dictionary, and every stream must come with its length.
func readFile(raw []byte) (*file, error) {
	offsets, trailer, err := readXref(raw)
	if err != nil {
		return nil, err
	}
	f := &file{objects: make([]*object, len(offsets))}
	for i, offset := range offsets {
		f.objects[i], err = readObject(raw, offset, i+1)
		if err != nil {
			return nil, fmt.Errorf("object %d: %w", i+1, err)
		}
	}
	f.root, _ = trailer.get("Root").(ref)
	f.info, _ = trailer.get("Info").(ref)
	if f.object(f.root) == nil || f.object(f.info) == nil {
		return nil, errors.New("the trailer does not name a catalogue and an information dictionary")
	}
	return f, nil
}

// readXref reads the cross-reference table, 20 bytes an object, and the trailer.
func readXref(raw []byte) (offsets []int, trailer dict, err error) {
	_, tail, ok := cutLast(raw, "startxref\n")
	if !ok {
		return nil, nil, errors.New("no startxref")
	}
	p := parser{src: tail}
	start, err := strconv.Atoi(p.word())
	if err != nil || start < 0 || start > len(raw) {
		return nil, nil, errors.New("startxref points outside the file")
	}
	p = parser{src: raw, pos: start}
	if !p.accept("xref\n0 ") {
		return nil, nil, errors.New("no cross-reference table where startxref points")
	}
	n, err := strconv.Atoi(p.word())
	if err != nil || n < 1 || n > (len(raw)-p.pos)/20 {
		return nil, nil, errors.New("the cross-reference table is cut short")
	}
	p.pos += 1 + 20 // past the line end and the entry of object 0
	for range n - 1 {
		offset, err := strconv.Atoi(string(raw[p.pos : p.pos+10]))
		if err != nil {
			return nil, nil, fmt.Errorf("cross-reference table: %w", err)
		}
		offsets = append(offsets, offset)
		p.pos += 20
	}
	if !p.accept("trailer\n") {
		return nil, nil, errors.New("no trailer after the cross-reference table")
	}
	v, err := p.value(0)
	trailer, _ = v.(dict)
	return offsets, trailer, err
}

func cutLast(s []byte, sep string) (before, after []byte, ok bool) {
	i := bytes.LastIndex(s, []byte(sep))
	if i < 0 {
		return s, nil, false
	}
	return s[:i], s[i+len(sep):], true
}

func readObject(raw []byte, offset, number int) (*object, error) {
	p := parser{src: raw, pos: min(max(offset, 0), len(raw))}
	if !p.accept(strconv.Itoa(number) + " 0 obj\n") {
		return nil, errors.New("not where the cross-reference table says")
	}
	v, err := p.value(0)
	if err != nil {
		return nil, err
	}
	d, ok := v.(dict)
	if !ok {
		return nil, errors.New("not a dictionary")
	}
	p.space()
	if !p.accept("stream\n") {
		return &object{dict: d}, nil
	}
	length, ok := d.get("Length").(token)
	n, err := strconv.Atoi(string(length))
	if !ok || err != nil || n < 0 || n > len(raw)-p.pos {
		return nil, errors.New("a stream without a sound length")
	}
	stream := raw[p.pos : p.pos+n]
	p.pos += n
	if !p.accept("\nendstream") {
		return nil, errors.New("a stream that is not as long as it says")
	}
	return &object{dict: d, stream: stream, kind: plainStream}, nil
}

// object returns the object that r refers to, or nil.
func (f *file) object(r ref) *object {
	if r < 1 || int(r) > len(f.objects) {
		return nil
	}
	return f.objects[r-1]
}

// follow returns the object that v refers to; what names it in the error.
func (f *file) follow(v value, what string) (*object, error) {
	r, _ := v.(ref)
	if o := f.object(r); o != nil {
		return o, nil
	}
	return nil, fmt.Errorf("no %s where fpdf puts it", what)
}

// add appends an object and returns what refers to it.
func (f *file) add(o *object) ref {
	f.objects = append(f.objects, o)
	return ref(len(f.objects))
}

// drop removes the object that v refers to. Nothing may refer to it after.
func (f *file) drop(v value) {
	if r, ok := v.(ref); ok && f.object(r) != nil {
		f.objects[r-1] = nil
	}
}

// maxPerStream is how many objects share an object stream: more pack better,
// fewer are found faster.
const maxPerStream = 200

// place says where the writer put an object: at an offset, or as the index-th
// of the object stream with the number in.
type place struct {
	kind      byte // 0 nowhere, 1 at an offset, 2 in an object stream
	in, index int
}

// write returns the whole file, ready to be saved. Equal files without protection
// give equal bytes.
func (f *file) write() ([]byte, error) {
	w := writer{places: make([]place, len(f.objects)), protection: f.protection}
	w.out.Grow(f.estimate())
	w.out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	var loose []int
	for i, o := range f.objects {
		switch {
		case o == nil:
		case o.kind == noStream:
			loose = append(loose, i)
		default:
			if err := w.streamObject(i+1, o); err != nil {
				return nil, err
			}
		}
	}
	for len(loose) > 0 {
		n := min(len(loose), maxPerStream)
		if err := w.objectStream(f, loose[:n]); err != nil {
			return nil, err
		}
		loose = loose[n:]
	}
	if err := w.xref(f); err != nil {
		return nil, err
	}
	return w.out.Bytes(), nil
}

// estimate is how many bytes the file will have, about: more rather than less.
func (f *file) estimate() int {
	const perObject, others = 100, 1 << 16
	n := others
	for _, o := range f.objects {
		n += perObject
		if o != nil {
			n += len(o.stream)
		}
	}
	return n
}

type writer struct {
	out    bytes.Buffer
	packer packer
	places []place // by object number less one
	protection

	head, body []byte // of the object stream before, to be written on again
}

func (w *writer) streamObject(number int, o *object) error {
	data := o.stream
	d, _ := w.sealedTexts(o.dict).(dict)
	if o.kind == packedStream {
		var err error
		if data, err = w.packer.deflate(data); err != nil {
			return err
		}
	}
	if o.kind == packedStream || o.kind == deflatedStream {
		d.set("Filter", name("FlateDecode"))
	}
	data = w.sealed(data)
	d.set("Length", integer(len(data)))
	w.places[number-1] = place{kind: 1, in: w.out.Len()}
	fmt.Fprintf(&w.out, "%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n", number, d.appendTo(nil), data)
	return nil
}

// lock writes what a reader needs to know to ask for the password.
func (w *writer) lock() ref {
	w.places = append(w.places, place{kind: 1, in: w.out.Len()})
	fmt.Fprintf(&w.out, "%d 0 obj\n%s\nendobj\n", len(w.places), w.entry.appendTo(nil))
	return ref(len(w.places))
}

// level is that of compression: a fifth less work than the usual 6, for a
// twentieth more bytes.
const level = 4

// packer compresses one stream after the other.
type packer struct {
	packed bytes.Buffer
	zlib   *zlib.Writer
}

// deflate compresses data; the result holds until the next call.
func (p *packer) deflate(data []byte) ([]byte, error) {
	p.packed.Reset()
	if p.zlib == nil {
		z, err := zlib.NewWriterLevel(&p.packed, level)
		if err != nil {
			return nil, err
		}
		p.zlib = z
	}
	p.zlib.Reset(&p.packed)
	if _, err := p.zlib.Write(data); err != nil {
		return nil, err
	}
	if err := p.zlib.Close(); err != nil {
		return nil, err
	}
	return p.packed.Bytes(), nil
}

// objectStream writes the objects at the indices given, which have no streams,
// as one compressed stream.
func (w *writer) objectStream(f *file, indices []int) error {
	number := len(w.places) + 1
	head, body := w.head[:0], w.body[:0]
	for k, i := range indices {
		head = strconv.AppendInt(head, int64(i+1), 10)
		head = append(head, ' ')
		head = strconv.AppendInt(head, int64(len(body)), 10)
		head = append(head, ' ')
		body = f.objects[i].dict.appendTo(body)
		body = append(body, '\n')
		w.places[i] = place{kind: 2, in: number, index: k}
	}
	w.places = append(w.places, place{})
	first := len(head)
	w.head, w.body = append(head, body...), body
	return w.streamObject(number, &object{
		dict: dict{
			{"Type", name("ObjStm")},
			{"N", integer(len(indices))},
			{"First", integer(first)},
		},
		stream: w.head,
		kind:   packedStream,
	})
}

// xref ends the file with its cross-reference stream, which nothing protects. The
// file's identifier is a digest of all that stands before it.
func (w *writer) xref(f *file) error {
	var lock ref
	if f.block != nil {
		lock = w.lock()
		w.protection = protection{}
	}
	start := w.out.Len()
	sum := sha256.Sum256(w.out.Bytes())
	id := text(sum[:16])

	number := len(w.places) + 1
	w.places = append(w.places, place{})
	w.places[number-1] = place{kind: 1, in: start}
	table := []byte{0, 0, 0, 0, 0, 0xff, 0xff} // object 0
	for _, p := range w.places {
		if p.kind == 0 {
			p.index = 0xffff // never to be used again
		}
		table = append(table, p.kind,
			byte(p.in>>24), byte(p.in>>16), byte(p.in>>8), byte(p.in),
			byte(p.index>>8), byte(p.index))
	}
	trailer := dict{
		{"Type", name("XRef")},
		{"Size", integer(number + 1)},
		{"W", array{integer(1), integer(4), integer(2)}},
		{"Root", f.root},
		{"Info", f.info},
		{"ID", array{id, id}},
	}
	if lock != 0 {
		trailer.set("Encrypt", lock)
	}
	err := w.streamObject(number, &object{dict: trailer, stream: table, kind: packedStream})
	fmt.Fprintf(&w.out, "startxref\n%d\n%%%%EOF\n", start)
	return err
}

package importer

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
)

// Files of Office up to 2003, mails saved by Outlook and encrypted documents
// are compound files (MS-CFB): a file system in a file, of sectors chained by a
// table, whose directory holds names in UTF-16.

// isCompound reports whether data is a compound file.
func isCompound(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1})
}

// isSealed reports whether data is an encrypted Office document.
func isSealed(data []byte) bool {
	return isCompound(data) && bytes.Contains(data, asUTF16("EncryptedPackage"))
}

// compoundKinds are told by a name, the first that is there.
var compoundKinds = []struct{ name, reason string }{
	{"__substg1.0_", "it is a mail in Outlook's own format (.msg); save it from Outlook as text or HTML, or drag it out of another mail program as .eml"},
	{"WordDocument", "it is a Word document of the old kind (.doc); open it in Word or LibreOffice and save it as .docx"},
}

// refuseCompound says what a compound file is and what to do about it.
func refuseCompound(data []byte) error {
	for _, k := range compoundKinds {
		if bytes.Contains(data, asUTF16(k.name)) {
			return &refusal{k.reason, ErrUnsupported}
		}
	}
	return unsupported("a file of an old Office program")
}

func asUTF16(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

// compound is an opened compound file.
type compound struct {
	data       []byte
	sector     int      // bytes of one
	next       []uint32 // the sector that follows each
	mini       int      // bytes of a small sector; streams below cutoff are made of those
	cutoff     uint32
	miniNext   []uint32
	miniStream []byte
	dir        []byte
}

const (
	lastSector  = 0xfffffffa // and above: no sector
	headSectors = 109        // of the table, named in the header
)

// openCompound reads the tables of a compound file.
func openCompound(data []byte) (*compound, bool) {
	if len(data) < 512 || !isCompound(data) {
		return nil, false
	}
	u32 := func(at int) uint32 { return binary.LittleEndian.Uint32(data[at:]) }
	c := &compound{data: data, cutoff: u32(56)}
	shift, miniShift := binary.LittleEndian.Uint16(data[30:]), binary.LittleEndian.Uint16(data[32:])
	if shift != 9 && shift != 12 || miniShift != 6 {
		return nil, false
	}
	c.sector, c.mini = 1<<shift, 1<<miniShift
	table := []uint32{}
	for i := range headSectors {
		table = append(table, u32(76+4*i))
	}
	for at, left := u32(68), len(data)/c.sector; left > 0; left-- {
		s := c.at(at)
		if s == nil {
			break
		}
		words := words32(s)
		table = append(table, words[:len(words)-1]...)
		at = words[len(words)-1]
	}
	for _, at := range table {
		if s := c.at(at); s != nil && len(c.next) < len(data)/c.sector {
			c.next = append(c.next, words32(s)...)
		}
	}
	c.dir = c.chain(u32(48), len(data))
	c.miniNext = words32(c.chain(u32(60), len(data)))
	if len(c.dir) < 128 {
		return nil, false
	}
	c.miniStream = c.chain(binary.LittleEndian.Uint32(c.dir[116:]), int(binary.LittleEndian.Uint32(c.dir[120:])))
	return c, true
}

func words32(b []byte) []uint32 {
	words := make([]uint32, len(b)/4)
	for i := range words {
		words[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return words
}

// at is a sector, or nil if the file has none of that number.
func (c *compound) at(n uint32) []byte {
	from := (int(n) + 1) * c.sector
	if n >= lastSector || from+c.sector > len(c.data) {
		return nil
	}
	return c.data[from : from+c.sector]
}

// chain joins sectors from the first on, up to size bytes. A circle ends at the
// size of the file.
func (c *compound) chain(first uint32, size int) []byte {
	var b []byte
	for size = min(size, len(c.data)); len(b) < size && int(first) < len(c.next); first = c.next[first] {
		b = append(b, c.at(first)...)
		if c.at(first) == nil {
			break
		}
	}
	return b[:min(len(b), size)]
}

// stream is the content of the file in the file that is called name, or nil.
func (c *compound) stream(name string) []byte {
	want := asUTF16(name + "\x00")
	for e := c.dir; len(e) >= 128; e = e[128:] {
		if !bytes.HasPrefix(e[:64], want) {
			continue
		}
		first, size := binary.LittleEndian.Uint32(e[116:]), int(binary.LittleEndian.Uint32(e[120:]))
		if size >= int(c.cutoff) {
			return c.chain(first, size)
		}
		var b []byte
		for ; len(b) < size && int(first) < len(c.miniNext) && (int(first)+1)*c.mini <= len(c.miniStream); first = c.miniNext[first] {
			b = append(b, c.miniStream[int(first)*c.mini:(int(first)+1)*c.mini]...)
		}
		return b[:min(len(b), size)]
	}
	return nil
}

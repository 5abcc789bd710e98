package bundle

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
)

// The container is a zip file (APPNOTE.TXT 6.3.3) of the plainest kind: its
// members lie one after the other from the first byte, stored as they are,
// under ASCII names, all of one date; then the directory, then the end record.
// There is one way to pack given members, so unpack packs again what it has
// read and accepts no other bytes: whatever a zip file can hide, in gaps, extra
// fields, comments, a second directory or headers that disagree, is refused
// without being looked for.
//
// Members are not compressed. A bundle is mostly text of some hundred
// kilobytes, and what zlib makes of it may change with its version, which would
// break the rule above.

type member struct {
	name string
	data []byte
}

// maxSize bounds a bundle in bytes. It keeps far away from the 4 GB where zip
// files take another form.
const maxSize = 512 << 20

const (
	localMark   = 0x04034b50
	centralMark = 0x02014b50
	endMark     = 0x06054b50

	localSize   = 30
	centralSize = 46
	endSize     = 22

	version  = 20 // 2.0, and made on Unix, so that the mode below counts
	unix     = 3 << 8
	firstDay = 1<<5 | 1       // 1 January 1980
	mode     = 0o100644 << 16 // an ordinary file
)

// pack lays members out as a zip file.
func pack(members []member) []byte {
	var local, central []byte
	for _, m := range members {
		central = appendCentral(central, m, len(local))
		local = append(appendLocal(local, m), m.data...)
	}
	return append(append(local, central...), endRecord(len(members), len(local), len(central))...)
}

func appendLocal(to []byte, m member) []byte {
	to = binary.LittleEndian.AppendUint32(to, localMark)
	return append(appendCommon(to, m), m.name...)
}

// appendCommon appends what the local header and the directory both say.
func appendCommon(to []byte, m member) []byte {
	for _, v := range []uint16{version, 0, 0, 0, firstDay} { // needed, flags, method, time, date
		to = binary.LittleEndian.AppendUint16(to, v)
	}
	for _, v := range []uint32{crc32.ChecksumIEEE(m.data), uint32(len(m.data)), uint32(len(m.data))} {
		to = binary.LittleEndian.AppendUint32(to, v)
	}
	to = binary.LittleEndian.AppendUint16(to, uint16(len(m.name)))
	return binary.LittleEndian.AppendUint16(to, 0) // no extra field
}

func appendCentral(to []byte, m member, offset int) []byte {
	to = binary.LittleEndian.AppendUint32(to, centralMark)
	to = binary.LittleEndian.AppendUint16(to, unix|version)
	to = appendCommon(to, m)
	for range 3 { // no comment, the first disk, no attributes
		to = binary.LittleEndian.AppendUint16(to, 0)
	}
	to = binary.LittleEndian.AppendUint32(to, mode)
	to = binary.LittleEndian.AppendUint32(to, uint32(offset))
	return append(to, m.name...)
}

func endRecord(members, local, central int) []byte {
	to := binary.LittleEndian.AppendUint32(nil, endMark)
	for _, v := range []uint16{0, 0, uint16(members), uint16(members)} {
		to = binary.LittleEndian.AppendUint16(to, v)
	}
	to = binary.LittleEndian.AppendUint32(to, uint32(central))
	to = binary.LittleEndian.AppendUint32(to, uint32(local))
	return binary.LittleEndian.AppendUint16(to, 0)
}

var errNoBundle = errors.New("it is not a Briefdesk bundle; choose another file")

// unpack returns the members of a file that pack has made, in order. Their
// data are parts of file.
func unpack(file []byte) ([]member, error) {
	if !Is(file) {
		return nil, errNoBundle
	}
	var members []member
	known := map[string]bool{}
	at := 0
	for mark(file[at:]) == localMark {
		m, err := readMember(file[at:])
		if err != nil {
			return nil, fmt.Errorf("member %d: %w", len(members)+1, err)
		}
		if known[m.name] {
			return nil, fmt.Errorf("it has two members called %s", m.name)
		}
		known[m.name] = true
		if len(members) == maxMembers {
			return nil, fmt.Errorf("it has more than %d members", maxMembers)
		}
		members = append(members, m)
		at += localSize + len(m.name) + len(m.data)
	}
	// The last rule, and the strictest: no byte but those of pack.
	packed := pack(members)
	switch {
	case bytes.Equal(packed, file):
		return members, nil
	case bytes.HasPrefix(packed, file):
		return nil, errors.New("its end is missing")
	case bytes.HasPrefix(file, packed):
		return nil, errors.New("something stands behind its end")
	}
	return nil, errors.New("its directory and its members disagree, or something stands between them")
}

// maxMembers is the most that the end record can count.
const maxMembers = math.MaxUint16 - 1

func mark(data []byte) uint32 {
	if len(data) < 4 {
		return 0
	}
	return binary.LittleEndian.Uint32(data)
}

// readMember reads the member that data begins with. What differs from the
// header that pack would write is named where a person may wonder about it.
func readMember(data []byte) (member, error) {
	if len(data) < localSize {
		return member{}, errCut
	}
	header, rest := data[:localSize], data[localSize:]
	short := func(at int) int { return int(binary.LittleEndian.Uint16(header[at:])) }
	long := func(at int) int64 { return int64(binary.LittleEndian.Uint32(header[at:])) }

	flags, method, packed, size, name := short(6), short(8), long(18), long(22), short(26)
	if len(rest) < name {
		return member{}, errCut
	}
	m := member{name: string(rest[:name])}
	if err := checkName(m.name); err != nil {
		return member{}, err
	}
	rest = rest[name:]
	switch {
	case flags&1 != 0:
		return member{}, fmt.Errorf("%s is encrypted", m.name)
	case method != 0:
		return member{}, fmt.Errorf("%s is compressed; a bundle stores its members as they are", m.name)
	case size == math.MaxUint32 || packed == math.MaxUint32:
		return member{}, fmt.Errorf("%s claims to be larger than a bundle can be", m.name)
	case size != packed || size > int64(len(rest)):
		return member{}, fmt.Errorf("%s is not as long as it says", m.name)
	}
	m.data = rest[:size:size]
	switch {
	case bytes.HasPrefix(data, appendLocal(nil, m)):
		return m, nil
	case uint32(long(14)) != crc32.ChecksumIEEE(m.data):
		return member{}, fmt.Errorf("the bytes of %s are damaged", m.name)
	}
	return member{}, fmt.Errorf("the header of %s is not that of a bundle; another program has packed it", m.name)
}

var errCut = errors.New("it is cut off")

// Is reports whether a file that begins with data claims to be a bundle. 64
// bytes are enough.
func Is(data []byte) bool {
	return mark(data) == localMark && len(data) > localSize && bytes.HasPrefix(data[localSize:], []byte(manifestName))
}

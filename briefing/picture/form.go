package picture

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// What stands round the points in a file: enough of both formats to find how a
// photograph was taken, and to tell a file of ours from others.

// Markers of JPEG (ISO 10918-1, table B.1), without their first byte.
const (
	jpegBaseline = 0xc0
	jpegHuffman  = 0xc4
	jpegStart    = 0xd8
	jpegEnd      = 0xd9
	jpegScan     = 0xda
	jpegTables   = 0xdb
	jpegExif     = 0xe1
)

// segments calls each with the marker and the data of each segment before the
// points, until it returns false. It returns where the points begin, or -1.
func segments(data []byte, each func(marker byte, data []byte) bool) int {
	if len(data) < 2 || data[0] != 0xff || data[1] != jpegStart {
		return -1
	}
	for at := 2; at+4 <= len(data) && data[at] == 0xff; {
		marker, size := data[at+1], int(binary.BigEndian.Uint16(data[at+2:]))
		if size < 2 || at+2+size > len(data) {
			return -1
		}
		if !each(marker, data[at+4:at+2+size]) {
			return -1
		}
		at += 2 + size
		if marker == jpegScan {
			return at
		}
	}
	return -1
}

// isCleanJPEG reports whether a JPEG has only what its points need.
func isCleanJPEG(data []byte) bool {
	needed := []byte{jpegBaseline, jpegHuffman, jpegTables, jpegScan}
	points := segments(data, func(marker byte, _ []byte) bool { return slices.Contains(needed, marker) })
	if points < 0 {
		return false
	}
	for i := points; i+1 < len(data); i++ {
		if data[i] == 0xff && data[i+1] != 0 { // no byte of the points: those are followed by 0
			return data[i+1] == jpegEnd && i+2 == len(data)
		}
	}
	return false
}

// orientation is how the camera was held that took a JPEG (Exif 2.3, 4.6.4).
func orientation(data []byte) turn {
	found := upright
	segments(data, func(marker byte, data []byte) bool {
		tiff, isExif := bytes.CutPrefix(data, []byte("Exif\x00\x00"))
		if marker != jpegExif || !isExif {
			return true
		}
		found = orientationIn(tiff)
		return false
	})
	return found
}

// orientationIn finds the field in the first directory of a TIFF.
func orientationIn(tiff []byte) turn {
	const header, entry, field = 8, 12, 0x0112
	if len(tiff) < header {
		return upright
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return upright
	}
	entries := tiff[at:]
	n := int(order.Uint16(entries))
	for entries = entries[2:]; n > 0 && len(entries) >= entry; n-- {
		if order.Uint16(entries) == field {
			return turn(order.Uint16(entries[8:]))
		}
		entries = entries[entry:]
	}
	return upright
}

// isCleanPNG reports whether a PNG has only what its points need, 8 bits a
// number, in rows one after the other.
func isCleanPNG(data []byte) bool {
	const signature, depth, interlace = 8, 24, 28 // where they stand; the first chunk has a fixed place
	if len(data) <= interlace || data[depth] != 8 || data[interlace] != 0 {
		return false
	}
	last := ""
	for at := signature; at+12 <= len(data); {
		last = string(data[at+4 : at+8])
		if !slices.Contains([]string{"IHDR", "IDAT", "IEND"}, last) {
			return false
		}
		n := int64(binary.BigEndian.Uint32(data[at:]))
		if n > int64(len(data)-at-12) {
			return false
		}
		at += 12 + int(n)
		if last == "IEND" {
			return n == 0 && at == len(data)
		}
	}
	return false
}

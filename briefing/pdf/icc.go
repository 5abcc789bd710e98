package pdf

import (
	"encoding/binary"
	"math"
)

// srgbProfile returns the sRGB colour space as an ICC profile, version 4: three
// primaries and one curve, 480 bytes. It says what the colours of a page mean,
// and is made here so that no licence goes with it.
func srgbProfile() []byte {
	curve := iccTag("para", 3<<16, // the kind of curve, in the upper half of the word
		fixed(2.4), fixed(1/1.055), fixed(0.055/1.055), fixed(1/12.92), fixed(0.04045))
	tags := []struct {
		names []string // the tags that share the data
		data  []byte
	}{
		{[]string{"desc"}, iccText("sRGB")},
		{[]string{"cprt"}, iccText("None")},
		{[]string{"wtpt"}, iccTag("XYZ ", fixed(0.9642), fixed(1), fixed(0.8249))},
		{[]string{"chad"}, iccTag("sf32", // from daylight, D65, to the D50 of profiles
			fixed(1.047882), fixed(0.022919), fixed(-0.050217),
			fixed(0.029587), fixed(0.990479), fixed(-0.017059),
			fixed(-0.009232), fixed(0.015076), fixed(0.751678))},
		{[]string{"rXYZ"}, iccTag("XYZ ", fixed(0.436066), fixed(0.222488), fixed(0.013916))},
		{[]string{"gXYZ"}, iccTag("XYZ ", fixed(0.385147), fixed(0.716873), fixed(0.097076))},
		{[]string{"bXYZ"}, iccTag("XYZ ", fixed(0.143066), fixed(0.060608), fixed(0.714096))},
		{[]string{"rTRC", "gTRC", "bTRC"}, curve},
	}

	const header, nTags = 128, 10
	index := binary.BigEndian.AppendUint32(nil, nTags)
	var data []byte
	for _, t := range tags {
		for _, n := range t.names {
			index = append(index, n...)
			index = binary.BigEndian.AppendUint32(index, uint32(header+4+12*nTags+len(data)))
			index = binary.BigEndian.AppendUint32(index, uint32(len(t.data)))
		}
		data = append(data, t.data...)
	}
	profile := iccHeader(header + len(index) + len(data))
	return append(append(profile, index...), data...)
}

func iccHeader(size int) []byte {
	h := make([]byte, 128)
	binary.BigEndian.PutUint32(h, uint32(size))
	binary.BigEndian.PutUint32(h[8:], 0x04200000) // version 4.2
	copy(h[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{2000, 1, 1, 0, 0, 0} { // a fixed date, so that bytes are the same
		binary.BigEndian.PutUint16(h[24+2*i:], v)
	}
	copy(h[36:], "acsp")
	for i, v := range []float64{0.9642, 1, 0.8249} { // the illuminant, D50
		binary.BigEndian.PutUint32(h[68+4*i:], fixed(v))
	}
	return h
}

func iccTag(kind string, words ...uint32) []byte {
	data := append([]byte(kind), 0, 0, 0, 0)
	for _, w := range words {
		data = binary.BigEndian.AppendUint32(data, w)
	}
	return data
}

// iccText is a text of four ASCII letters in one language.
func iccText(s string) []byte {
	data := iccTag("mluc", 1, 12, 'e'<<24|'n'<<16|'U'<<8|'S', uint32(2*len(s)), 28)
	return appendUTF16(data, s)
}

// fixed is v as a signed 15.16 fixed-point number.
func fixed(v float64) uint32 { return uint32(int32(math.Round(v * 65536))) }

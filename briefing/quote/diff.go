package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Op says what became of a stretch of a text.
type Op string

// The operations of a Change.
const (
	Same     Op = "same"
	Deleted  Op = "deleted"
	Inserted Op = "inserted"
)

// Change is a stretch of two texts: one they share, or one that only the old or
// only the new one has.
type Change struct {
	Op   Op     `json:"op"`
	Text string `json:"text"`
}

// Diff compares two texts word by word and sign by sign. The changes that are
// not Inserted join to before and those that are not Deleted to after, both of
// which are UTF-8. None is empty, no two neighbours have the same Op, and where
// words were replaced the Deleted ones come first.
//
// The words found to be the same are many, if not always as many as there could
// be; the time is near to linear even in texts that have nothing in common.
func Diff(before, after string) []Change {
	a, b := tokensOf([]rune(before)), tokensOf([]rune(after))
	var d differ
	j := 0
	for i, to := range match(keysOf(a, b)) {
		if to < 0 {
			d.del.WriteString(a[i].space + a[i].text)
			continue
		}
		for ; j < to; j++ {
			d.ins.WriteString(b[j].space + b[j].text)
		}
		d.del.WriteString(a[i].space)
		d.ins.WriteString(b[j].space)
		d.flush()
		d.add(Same, a[i].text)
		j++
	}
	return d.changes
}

// differ gathers what was deleted and inserted between two tokens that match.
type differ struct {
	changes  []Change
	del, ins strings.Builder
}

// flush adds what was gathered. White space that both begin or end with is the same.
func (d *differ) flush() {
	del, ins := d.del.String(), d.ins.String()
	d.del.Reset()
	d.ins.Reset()
	n := sharedSpace(del, ins)
	d.add(Same, del[:n])
	del, ins = del[n:], ins[n:]
	n = sharedSpaceAtEnd(del, ins)
	d.add(Deleted, del[:len(del)-n])
	d.add(Inserted, ins[:len(ins)-n])
	d.add(Same, del[len(del)-n:])
}

func (d *differ) add(op Op, s string) {
	switch last := len(d.changes) - 1; {
	case s == "":
	case last >= 0 && d.changes[last].Op == op:
		d.changes[last].Text += s
	default:
		d.changes = append(d.changes, Change{op, s})
	}
}

// sharedSpace is the length in bytes of the white space that a and b both begin with.
func sharedSpace(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) {
		r, size := utf8.DecodeRuneInString(a[n:])
		if !unicode.IsSpace(r) || !strings.HasPrefix(b[n:], a[n:n+size]) {
			break
		}
		n += size
	}
	return n
}

// sharedSpaceAtEnd is the length in bytes of the white space that a and b both end with.
func sharedSpaceAtEnd(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) {
		r, size := utf8.DecodeLastRuneInString(a[:len(a)-n])
		if !unicode.IsSpace(r) || !strings.HasSuffix(b[:len(b)-n], a[len(a)-n-size:len(a)-n]) {
			break
		}
		n += size
	}
	return n
}

package briefing

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// CanonicalJSON encodes v as JSON in the one form of RFC 8785: no white space,
// the keys of objects in order of their UTF-16 units, in strings no escape that
// is not needed. Equal values have equal bytes, which may therefore be hashed.
// Numbers must be integers that a double can hold, up to 2^53 either way.
func CanonicalJSON(v any) ([]byte, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var tree any
	if err := d.Decode(&tree); err != nil {
		return nil, err
	}
	return appendCanonical(nil, tree)
}

func appendCanonical(to []byte, tree any) ([]byte, error) {
	switch v := tree.(type) {
	case nil:
		return append(to, "null"...), nil
	case bool:
		return strconv.AppendBool(to, v), nil
	case string:
		return appendCanonicalString(to, v), nil
	case json.Number:
		return appendCanonicalNumber(to, v)
	case []any:
		return appendCanonicalArray(to, v)
	case map[string]any:
		return appendCanonicalObject(to, v)
	}
	panic(fmt.Sprintf("briefing: JSON decodes to a %T", tree))
}

func appendCanonicalNumber(to []byte, v json.Number) ([]byte, error) {
	const most = 1 << 53
	n, err := v.Int64()
	if err != nil || n < -most || n > most {
		return nil, fmt.Errorf("the number %s is no integer that every reader of JSON can hold", v)
	}
	return strconv.AppendInt(to, n, 10), nil
}

func appendCanonicalArray(to []byte, list []any) ([]byte, error) {
	to = append(to, '[')
	for i, v := range list {
		if i > 0 {
			to = append(to, ',')
		}
		var err error
		if to, err = appendCanonical(to, v); err != nil {
			return nil, err
		}
	}
	return append(to, ']'), nil
}

func appendCanonicalObject(to []byte, object map[string]any) ([]byte, error) {
	keys := make([]string, 0, len(object))
	for k := range object {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int {
		return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
	})
	to = append(to, '{')
	for i, k := range keys {
		if i > 0 {
			to = append(to, ',')
		}
		to = append(appendCanonicalString(to, k), ':')
		var err error
		if to, err = appendCanonical(to, object[k]); err != nil {
			return nil, err
		}
	}
	return append(to, '}'), nil
}

func appendCanonicalString(to []byte, s string) []byte {
	const short = "\b\t\n\f\r\"\\"
	const letters = `btnfr"\`
	to = append(to, '"')
	for i := range len(s) {
		c := s[i]
		switch at := strings.IndexByte(short, c); {
		case at >= 0:
			to = append(to, '\\', letters[at])
		case c < ' ':
			to = fmt.Appendf(to, `\u%04x`, c)
		default:
			to = append(to, c)
		}
	}
	return append(to, '"')
}

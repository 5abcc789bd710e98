package briefing_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
)

func TestCanonicalJSON(t *testing.T) {
	for _, c := range []struct {
		name string
		v    any
		want string
	}{
		{"nothing", nil, `null`},
		{"order of keys", map[string]any{"b": 1, "a": true, "": []int{}}, `{"":[],"a":true,"b":1}`},
		// The example of RFC 8785, 3.2.3, without the key that no Go string can hold.
		{
			"keys by UTF-16 units",
			map[string]string{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew", "1": "One", "\U0001f600": "Emoji", "\u0080": "Control", "\u00f6": "Latin"},
			`{"\r":"Carriage Return","1":"One","` + "\u0080" + `":"Control","ö":"Latin","€":"Euro Sign","😀":"Emoji","` + "\ufb33" + `":"Hebrew"}`,
		},
		{"escapes", "\x00\b\t\n\v\f\r\x1f\"\\/<>&\u007f\u2028", `"\u0000\b\t\n\u000b\f\r\u001f\"\\/<>&` + "\u007f\u2028" + `"`},
		{"numbers", []int64{0, -7, 1 << 53}, `[0,-7,9007199254740992]`},
	} {
		got, err := briefing.CanonicalJSON(c.v)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %s, %v, want %s", c.name, got, err, c.want)
		}
	}
	for _, v := range []any{0.5, 1e300, int64(1<<53 + 1), map[string]any{"f": []float64{1.25}}, make(chan int)} {
		if got, err := briefing.CanonicalJSON(v); err == nil {
			t.Errorf("%v is encoded as %s", v, got)
		}
	}
}

// TestCanonicalJSONIsJSON: it says what it was made from, and making it again
// changes no byte.
func TestCanonicalJSONIsJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.MapOf(rapid.String(), rapid.SliceOf(rapid.String())).Draw(t, "value")
		once, err := briefing.CanonicalJSON(v)
		if err != nil {
			t.Fatal(err)
		}
		var read any
		if err := json.Unmarshal(once, &read); err != nil {
			t.Fatalf("%s: %v", once, err)
		}
		twice, err := briefing.CanonicalJSON(read)
		if err != nil || string(once) != string(twice) {
			t.Fatalf("%s, again %s: %v", once, twice, err)
		}
	})
}

package bundle_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"slices"
	"strings"
	"testing"

	"briefdesk/briefing"
)

// A container written by hand, as a forger would write it.

type part struct {
	name string
	data []byte
}

func sum(data []byte) briefing.Hash { return sha256.Sum256(data) }

func unzipped(t testing.TB, file []byte) []part {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	must(t, err)
	var parts []part
	for _, f := range r.File {
		parts = append(parts, part{f.Name, readAll(t, f)})
	}
	return parts
}

// header are the fields that a local header and the directory share.
func header(p part) []byte {
	b := binary.LittleEndian
	h := []byte{20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0}
	h = b.AppendUint32(h, crc32.ChecksumIEEE(p.data))
	h = b.AppendUint32(h, uint32(len(p.data)))
	h = b.AppendUint32(h, uint32(len(p.data)))
	h = b.AppendUint16(h, uint16(len(p.name)))
	return b.AppendUint16(h, 0)
}

func zipped(parts []part) []byte {
	b := binary.LittleEndian
	var file, directory []byte
	for _, p := range parts {
		directory = append(directory, 'P', 'K', 1, 2, 20, 3)
		directory = append(append(directory, header(p)...), make([]byte, 6)...)
		directory = b.AppendUint32(directory, 0o100644<<16)
		directory = append(b.AppendUint32(directory, uint32(len(file))), p.name...)
		file = append(append(append(append(file, 'P', 'K', 3, 4), header(p)...), p.name...), p.data...)
	}
	end := []byte{'P', 'K', 5, 6, 0, 0, 0, 0}
	end = b.AppendUint16(b.AppendUint16(end, uint16(len(parts))), uint16(len(parts)))
	end = b.AppendUint32(b.AppendUint32(end, uint32(len(directory))), uint32(len(file)))
	return append(append(append(file, directory...), end...), 0, 0)
}

// manifestOf lists parts and seals the list, as FORMAT.md says.
func manifestOf(t testing.TB, parts []part) []byte {
	t.Helper()
	members := []map[string]any{}
	for _, p := range parts {
		members = append(members, map[string]any{"name": p.name, "sha256": sum(p.data), "size": len(p.data)})
	}
	m := map[string]any{"format": "briefdesk-bundle/1", "members": members, "rules": rulesNow(t), "seal": nil}
	open, err := briefing.CanonicalJSON(m)
	must(t, err)
	m["seal"] = sum(open)
	sealed, err := briefing.CanonicalJSON(m)
	must(t, err)
	return sealed
}

// rulesNow are those that this version writes.
func rulesNow(t testing.TB) any {
	t.Helper()
	var m map[string]any
	must(t, json.Unmarshal(unzipped(t, encode(t, note(t)))[0].data, &m))
	return m["rules"]
}

// remade is the sound bundle with its parts changed, and listed and sealed anew.
func remade(t testing.TB, change func([]part) []part) []byte {
	t.Helper()
	parts := change(unzipped(t, encode(t, note(t)))[1:])
	return zipped(slices.Insert(parts, 0, part{"manifest.json", manifestOf(t, parts)}))
}

// repacked is the sound bundle packed by another program.
func repacked(t testing.TB, pack func(*zip.Writer, part)) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, p := range unzipped(t, encode(t, note(t))) {
		pack(w, p)
	}
	must(t, w.Close())
	return buf.Bytes()
}

func TestHandMadeContainerIsSound(t *testing.T) {
	file := encode(t, note(t))
	if !bytes.Equal(zipped(unzipped(t, file)), file) {
		t.Error("the container written by hand is not that of Encode")
	}
	if !bytes.Equal(remade(t, func(parts []part) []part { return parts }), file) {
		t.Error("the manifest written by hand is not that of Encode")
	}
}

// setAt is the sound file with bytes changed at an offset.
func setAt(file []byte, at int, b ...byte) []byte {
	changed := slices.Clone(file)
	copy(changed[at:], b)
	return changed
}

func TestHostileFilesAreRefused(t *testing.T) {
	file := encode(t, note(t))
	end := len(file) - 22
	directory := bytes.Index(file, []byte("PK\x01\x02"))
	named := func(name string) []byte {
		return remade(t, func(parts []part) []part { return append(parts, part{name, []byte("x")}) })
	}
	raw := func(change func([]part) []part) []byte { return zipped(change(unzipped(t, file))) }
	stored := func(change func(*zip.FileHeader)) []byte {
		return repacked(t, func(w *zip.Writer, p part) {
			h := &zip.FileHeader{Name: p.name, Method: zip.Store}
			change(h)
			out, err := w.CreateHeader(h)
			must(t, err)
			_, err = out.Write(p.data)
			must(t, err)
		})
	}
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"nothing", nil, "it is not a Briefdesk bundle"},
		{"text", []byte("# A note\n"), "it is not a Briefdesk bundle"},
		{"an empty zip", file[end:], "it is not a Briefdesk bundle"},
		{"another zip", zipped([]part{{"[Content_Types].xml", nil}}), "it is not a Briefdesk bundle"},
		{"data before it", append([]byte("#!/bin/sh\n"), file...), "it is not a Briefdesk bundle"},
		{"data behind it", append(slices.Clone(file), 0), "something stands behind its end"},
		{"a comment", append(setAt(file, len(file)-2, 4, 0), "hush"...), "disagree"},
		{"a gap", slices.Insert(slices.Clone(file), directory, 0, 0, 0, 0), "disagree"},
		{"a second directory", slices.Insert(slices.Clone(file), end, file[directory:end]...), "disagree"},
		{"another name in the directory", setAt(file, directory+46, 'M'), "disagree"},
		{"another size in the directory", setAt(file, directory+24, 1), "disagree"},
		{"another place in the directory", setAt(file, directory+42, 1), "disagree"},
		{"a symbolic link", setAt(file, directory+40, 0xff, 0xa1), "disagree"},
		{"a count too few", setAt(file, end+8, 1, 0, 1, 0), "disagree"},
		{"a second disk", setAt(file, end+4, 1, 0), "disagree"},
		{"a zip64 marker at the end", setAt(file, end+16, 0xff, 0xff, 0xff, 0xff), "disagree"},
		{"a zip64 size", setAt(file, 18, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), "larger than a bundle can be"},
		{"two sizes", setAt(file, 18, 1, 0, 0, 0), "not as long as it says"},
		{"a size beyond the end", setAt(file, 18, 0, 0, 0, 1, 0, 0, 0, 1), "not as long as it says"},
		{"an extra field", setAt(file, 28, 4, 0), "header"},
		{"another date", setAt(file, 12, 0x22), "header"},
		{"a flag", setAt(file, 6, 8), "header"},
		{"another checksum", setAt(file, 14, 0), "damaged"},
		{"encrypted", setAt(file, 6, 1), "encrypted"},
		{"compressed", stored(func(h *zip.FileHeader) { h.Method = zip.Deflate }), "compressed"},
		{"written by another program", stored(func(*zip.FileHeader) {}), "another program has packed it"},
		{"a folder", raw(func(parts []part) []part { return append(parts, part{"articles/", nil}) }), "no member of a bundle is called"},
		{"a member twice", raw(func(parts []part) []part { return append(parts, parts[1]) }), "two members called articles/"},
		{"case alone", named("Briefing.json"), `no member of a bundle is called "Briefing.json"`},
		{"capital hexadecimals", named("originals/" + strings.Repeat("A", 64)), "no member"},
		{"absolute", named("/etc/passwd"), "no member"},
		{"outside", named("../x"), `no member of a bundle is called "../x"`},
		{"outside by and by", named("articles/../../x.json"), "no member"},
		{"backslash", named(`articles\x.json`), "no member"},
		{"drive", named("C:x"), "no member"},
		{"NUL", named("briefing.json\x00"), "no member"},
		{"line feed", named("briefing.json\n"), "no member"},
		{"no name", named(""), "no member"},
		{"overlong", named(strings.Repeat("x", 60000)), strings.Repeat("x", 80) + "…"},
		{"decomposed letters", named("briefing\u0301.json"), "no member"},
		{"a second manifest", named("manifest.json"), "two members"},
		{"not listed", raw(func(parts []part) []part { return append(parts, part{"originals/" + strings.Repeat("0", 64), nil}) }), "does not list originals/0"},
		{"missing", raw(func(parts []part) []part { return parts[:len(parts)-1] }), "which is missing"},
		{"another order", raw(func(parts []part) []part {
			slices.Reverse(parts[1:])
			return parts
		}), "not what its manifest lists there"},
		{"a listed order of its own", remade(t, func(parts []part) []part {
			slices.Reverse(parts)
			return parts
		}), "cannot be read"},
		{"an original of nothing", remade(t, func(parts []part) []part {
			return append(parts, part{"originals/" + sum(nil).String(), nil})
		}), "not what a snapshot was made from"},
		{"no briefing", remade(t, func(parts []part) []part {
			return slices.DeleteFunc(parts, func(p part) bool { return p.name == "briefing.json" })
		}), "the briefing has no identifier"},
		{"half a snapshot", remade(t, func(parts []part) []part {
			return slices.DeleteFunc(parts, func(p part) bool { return strings.HasSuffix(p.name, ".txt") })
		}), "lacks its snapshot"},
		{"the other half", remade(t, func(parts []part) []part {
			return slices.DeleteFunc(parts, func(p part) bool {
				return strings.HasPrefix(p.name, "snapshots/") && strings.HasSuffix(p.name, ".json")
			})
		}), "cannot be read"},
		{"a key too many", remade(t, replaced("briefing.json", `{"blocks"`, `{"Title":"x","blocks"`)), "would not have written"},
		{"a key twice", remade(t, replaced("briefing.json", `{"blocks"`, `{"blocks":[],"blocks"`)), "would not have written"},
		{"white space", remade(t, replaced("briefing.json", `{"blocks"`, `{ "blocks"`)), "would not have written"},
		{"more than one value", remade(t, replaced("briefing.json", `"title":"The “port”"}`, `"title":"The “port”"}{}`)), "briefing.json"},
		{"a number too large", remade(t, replaced("passages/b0", `"credibility"`, `"credibility"`, `"colour":"yellow"`, `"colour":"yellow","credibility":9007199254740993`)), "no integer"},
		{"other words in the annotation", remade(t, replaced("passages/b0", `asked: ","type"`, `asked","type"`)), "would not have written"},
		{"deep JSON", remade(t, replaced("briefing.json", `"title":"`, `"x":`+strings.Repeat("[", 20000)+strings.Repeat("]", 20000)+`,"title":"`)), "briefing.json"},
		{"a manifest that is no JSON", manifested(t, func(string) string { return "{" }), "cannot be read"},
		{"a manifest of another order", manifested(t, func(m string) string {
			return strings.Replace(m, `{"format":"briefdesk-bundle/1",`, `{`, 1)[:len(m)-30-1] + `,"format":"briefdesk-bundle/1"}`
		}), "manifest"},
		{"a manifest with white space", manifested(t, func(m string) string { return m + "\n" }), "not as it was sealed"},
		{"another seal", manifested(t, func(m string) string { return m[:len(m)-6] + `0000"}` }), "not as it was sealed"},
		{"no seal", manifested(t, func(m string) string { return m[:strings.Index(m, `"seal"`)] + `"seal":null}` }), "not as it was sealed"},
		{"a newer version", manifested(t, func(m string) string { return strings.Replace(m, "bundle/1", "bundle/2", 1) }), "newer Briefdesk"},
		{"newer rules", manifested(t, func(m string) string { return strings.Replace(m, `"norm":1`, `"norm":9`, 1) }), "newer Briefdesk"},
		{"another format", manifested(t, func(m string) string { return strings.Replace(m, "briefdesk-bundle", "other", 1) }), "it is not a Briefdesk bundle"},
		{"listed twice", manifested(t, func(m string) string {
			i := strings.Index(m, `,{"name":"snapshots/`)
			j := i + strings.Index(m[i:], "}") + 1
			return m[:j] + m[i:j] + m[j:]
		}), "manifest lists"},
	} {
		report, err := verify(c.file)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "the bundle is refused: ") {
			t.Errorf("%s: %v, want …%s…; %+v", c.name, err, c.want, report)
		}
	}
}

// replaced changes the first part whose name begins with name, by pairs of
// what is there and what comes instead.
func replaced(name string, pairs ...string) func([]part) []part {
	return func(parts []part) []part {
		i := slices.IndexFunc(parts, func(p part) bool { return strings.HasPrefix(p.name, name) })
		parts[i].data = []byte(strings.NewReplacer(pairs...).Replace(string(parts[i].data)))
		return parts
	}
}

// manifested is the sound bundle with another manifest.
func manifested(t testing.TB, change func(string) string) []byte {
	t.Helper()
	parts := unzipped(t, encode(t, note(t)))
	parts[0].data = []byte(change(string(parts[0].data)))
	return zipped(parts)
}

func TestManyMembersAreRefused(t *testing.T) {
	var parts []part
	for i := range 66000 {
		name := "originals/" + sum(binary.BigEndian.AppendUint32(nil, uint32(i))).String()
		parts = append(parts, part{name, nil})
	}
	parts = slices.Insert(parts, 0, part{"manifest.json", []byte("{}")})
	if _, err := verify(zipped(parts)); err == nil || !strings.Contains(err.Error(), "more than 65534 members") {
		t.Errorf("66,000 members: %v", err)
	}
}

func FuzzVerify(f *testing.F) {
	file := encode(f, note(f))
	f.Add(file)
	f.Add(file[:len(file)-22])
	f.Add(setAt(file, 18, 1, 0, 0, 0))
	f.Add(zipped([]part{{"manifest.json", []byte(`{"format":"briefdesk-bundle/1"}`)}}))
	f.Fuzz(func(t *testing.T, data []byte) {
		report, err := verify(data)
		if err == nil && !bytes.Equal(data, file) && report.Seal.IsZero() {
			t.Error("a file is accepted without a seal")
		}
	})
}

// FuzzMembers changes what is inside a container that is sound, and a manifest
// that fits it.
func FuzzMembers(f *testing.F) {
	for i, p := range unzipped(f, encode(f, note(f)))[1:] {
		f.Add(i, p.data)
	}
	f.Fuzz(func(t *testing.T, i int, data []byte) {
		parts := unzipped(t, encode(t, note(t)))[1:]
		if i < 0 || i >= len(parts) {
			return
		}
		parts[i].data = data
		file := zipped(slices.Insert(parts, 0, part{"manifest.json", manifestOf(t, parts)}))
		report, err := verify(file)
		if err == nil && report.Verified > report.Checked {
			t.Errorf("%d of %d verified", report.Verified, report.Checked)
		}
	})
}

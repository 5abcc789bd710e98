package export

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
)

// A mail is a draft (RFC 5322, MIME): it says neither whom it is from nor whom it
// is for, since the program of whoever sends it does, and has no date but the
// note's. Its subject begins with the marking, as TLP 2.0 asks, and so do the text
// and the HTML that it holds side by side.

// mail makes a mail of the text and the HTML of m.
func mail(m manuscript.Manuscript, texts []string, attached []File) ([]byte, error) {
	text, err := textPart("text/plain", texts[0])
	if err != nil {
		return nil, err
	}
	page, err := textPart("text/html", texts[1])
	if err != nil {
		return nil, err
	}
	if page, err = related(page, pictures(m)); err != nil {
		return nil, err
	}
	whole, err := joined("multipart/alternative", text, page)
	if err != nil {
		return nil, err
	}
	if len(attached) > 0 {
		parts := []mimePart{whole}
		for _, f := range attached {
			parts = append(parts, filePart(f))
		}
		if whole, err = joined("multipart/mixed", parts...); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	out.WriteString(headerField("Subject", subject(m)))
	if date, err := time.Parse(time.DateOnly, m.Date); err == nil {
		out.WriteString(headerField("Date", date.Format("Mon, 02 Jan 2006 15:04:05 -0000")))
	}
	out.WriteString("X-Unsent: 1\r\nMIME-Version: 1.0\r\nContent-Type: " + whole.header.Get("Content-Type") + "\r\n\r\n")
	out.Write(whole.body)
	return out.Bytes(), nil
}

// subject is the marking of m, what it is stamped, and its title.
func subject(m manuscript.Manuscript) string {
	said := oneLine(strings.Join([]string{m.Draft, m.Stamp}, " "))
	if said != "" {
		said += ": "
	}
	if m.Banner.Mark != "" {
		said = "[" + string(m.Banner.Mark) + "] " + said
	}
	return said + cmp.Or(oneLine(m.Title), manuscript.Say(m.Language, "Untitled"))
}

// mimePart is a part of a mail.
type mimePart struct {
	header textproto.MIMEHeader
	body   []byte
}

func newPart(kind string, parameters map[string]string, encoding string, body []byte) mimePart {
	header := textproto.MIMEHeader{"Content-Type": {mime.FormatMediaType(kind, parameters)}}
	if encoding != "" {
		header.Set("Content-Transfer-Encoding", encoding)
	}
	return mimePart{header, body}
}

func textPart(kind, text string) (mimePart, error) {
	var body bytes.Buffer
	w := quotedprintable.NewWriter(&body)
	if _, err := w.Write([]byte(text)); err != nil {
		return mimePart{}, err
	}
	err := w.Close()
	return newPart(kind, map[string]string{"charset": "utf-8"}, "quoted-printable", body.Bytes()), err
}

func filePart(f File) mimePart {
	part := newPart("application/pdf", nil, "base64", base64Lines(f.Data))
	part.header.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	return part
}

// joined are parts as one. Its boundary is in none of them: an equals sign before
// an underscore stands in no text that is encoded for a mail, and each kind of
// parts has one of its own.
func joined(kind string, parts ...mimePart) (mimePart, error) {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	boundary := "=_" + strings.TrimPrefix(kind, "multipart/")
	if err := w.SetBoundary(boundary); err != nil {
		return mimePart{}, err
	}
	for _, p := range parts {
		part, err := w.CreatePart(p.header)
		if err != nil {
			return mimePart{}, err
		}
		if _, err := part.Write(p.body); err != nil {
			return mimePart{}, err
		}
	}
	parameters := map[string]string{"boundary": boundary}
	if kind == "multipart/related" {
		parameters["type"] = "text/html"
	}
	err := w.Close()
	return newPart(kind, parameters, "", body.Bytes()), err
}

// related is a page with its pictures.
func related(page mimePart, images []briefing.Image) (mimePart, error) {
	if len(images) == 0 {
		return page, nil
	}
	parts := []mimePart{page}
	for _, i := range images {
		part := newPart("image/"+i.Type, nil, "base64", base64Lines(i.Data))
		part.header.Set("Content-ID", "<"+contentID(i)+">")
		part.header.Set("Content-Disposition", "inline")
		parts = append(parts, part)
	}
	return joined("multipart/related", parts...)
}

// pictures are those that m shows, each once.
func pictures(m manuscript.Manuscript) []briefing.Image {
	var images []briefing.Image
	seen := map[briefing.Hash]bool{}
	for _, b := range m.Blocks {
		if f, ok := b.(manuscript.Figure); ok && !seen[f.Image.Hash] {
			seen[f.Image.Hash] = true
			images = append(images, f.Image)
		}
	}
	return images
}

// contentID names a picture within a mail (RFC 2392). Its domain is one that
// nobody has (RFC 2606).
func contentID(i briefing.Image) string { return i.Hash.String() + "@picture.invalid" }

// base64Lines are data in lines of 76 characters.
func base64Lines(data []byte) []byte {
	const bytesALine = 57
	var out bytes.Buffer
	for len(data) > 0 {
		n := min(bytesALine, len(data))
		out.WriteString(base64.StdEncoding.EncodeToString(data[:n]) + "\r\n")
		data = data[n:]
	}
	return out.Bytes()
}

// Lines of a header have at most so many characters, and the words in them that
// are encoded so many bytes (RFC 2047).
const (
	headerLine  = 76
	encodedWord = 39
)

// headerField is a field of the header with a text on one line, folded.
func headerField(name, text string) string {
	var words []string
	if isHeaderText(text) {
		words = strings.Fields(text)
	} else {
		for text != "" {
			word := cut(text[:min(len(text), encodedWord+utf8.UTFMax)], encodedWord)
			text = text[len(word):]
			words = append(words, "=?utf-8?B?"+base64.StdEncoding.EncodeToString([]byte(word))+"?=")
		}
	}
	var s strings.Builder
	s.WriteString(name + ":")
	width := s.Len()
	for i, w := range words {
		if i > 0 && width+1+len(w) > headerLine {
			s.WriteString("\r\n")
			width = 0
		}
		s.WriteString(" " + w)
		width += 1 + len(w)
	}
	return s.String() + "\r\n"
}

// isHeaderText reports whether a text may stand in a header as it is.
func isHeaderText(text string) bool {
	for _, r := range text {
		if r >= utf8.RuneSelf || unicode.IsControl(r) {
			return false
		}
	}
	for _, w := range strings.Fields(text) {
		if len(w) >= headerLine || strings.Contains(w, "=?") {
			return false
		}
	}
	return true
}

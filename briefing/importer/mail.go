package importer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/mail"
	"path"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// A mail is an article; so is each mail that it forwards, and each document
// attached to it that can be read. Of a text that comes twice, as HTML and
// plain, the HTML is taken unless it says much less.

// isMail recognises a mail by its headers.
func isMail(data []byte) bool {
	known := mailHeaders(data)
	_, hasFrom := known["from"]
	return len(known) >= 3 || hasFrom && len(known) >= 2
}

// isMailbox recognises a mailbox by the line that parts its mails.
func isMailbox(data []byte) bool {
	line, rest := cutLine(data[:min(len(data), 8192)])
	return bytes.HasPrefix(line, []byte("From ")) && len(mailHeaders(rest)) > 0
}

var mailHeaderNames = []string{
	"from", "to", "cc", "date", "subject", "message-id", "received", "mime-version", "content-type", "return-path", "delivered-to", "reply-to",
	"snapshot-content-location",
}

// mailHeaders are the headers at the beginning of data that only mails have,
// if it begins with headers.
func mailHeaders(data []byte) mimeHeader {
	line, _ := cutLine(data)
	k, _, ok := bytes.Cut(line[:min(len(line), 200)], []byte(":"))
	if !ok || !isHeaderName(k) {
		return nil
	}
	h := readPart(data[:min(len(data), 8192)]).header
	known := mimeHeader{}
	for _, name := range mailHeaderNames {
		if v, ok := h[name]; ok {
			known[name] = v
		}
	}
	return known
}

// parseMail reads a mail.
func parseMail(ctx context.Context, src source) ([]draft, error) {
	m := mailReader{ctx: ctx, inner: src.inner}
	drafts, err := m.message(readPart(lineFeeds(src.data)), 0)
	return numbered(drafts, len(drafts) > 1), err
}

// parseMailbox reads a file of many mails.
func parseMailbox(ctx context.Context, src source) ([]draft, error) {
	var all []draft
	empty, rest := 0, 0
	for mail := range mailsIn(lineFeeds(src.data)) {
		if len(all) >= maxItems {
			rest++
			continue
		}
		m := mailReader{ctx: ctx, inner: src.inner}
		drafts, err := m.message(readPart(mail), 0)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			empty++
			continue
		}
		all = append(all, drafts...)
	}
	if len(all) == 0 {
		return nil, errNoText
	}
	all = all[:min(len(all), maxItems)]
	if empty > 0 {
		all[0].warn("Left out of the mailbox: %s without text that can be read.", count(empty, "mail"))
	}
	if rest > 0 {
		all[0].warn("The mailbox holds %s more than are read from one file; save those you want in a mailbox of their own.", count(rest, "mail"))
	}
	return numbered(all, true), nil
}

var errNoText = &refusal{reason: "there is no text of an article in it; open it elsewhere and save what you see as text"}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// numbered gives drafts their places in the file, if it can hold several.
func numbered(drafts []draft, several bool) []draft {
	for i := range drafts {
		if several {
			drafts[i].index = i + 1
		}
	}
	return drafts
}

// mailsIn parts a mailbox (RFC 4155). A line that begins with From was
// quoted, by one more >.
func mailsIn(data []byte) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		var mail []byte
		started, blank := false, true
		for len(data) > 0 {
			line, rest := cutLine(data)
			whole := data[:len(data)-len(rest)]
			data = rest
			switch {
			case blank && bytes.HasPrefix(line, []byte("From ")):
				if started && !yield(mail) {
					return
				}
				mail, started, blank = nil, true, false
				continue
			case bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) && line[0] == '>':
				whole = whole[1:]
			}
			blank = len(line) == 0
			if started {
				mail = append(mail, whole...)
			}
		}
		if started {
			yield(mail)
		}
	}
}

// mailReader reads one mail with all that is in it.
type mailReader struct {
	ctx   context.Context
	inner func(name string, data []byte) ([]draft, error)
	parts int
	gathered
}

// gathered is what the parts of a mail come to.
type gathered struct {
	sections []mailText
	inside   []draft  // forwarded and attached
	left     []string // why parts are left out
	locked   bool     // there is an encrypted part
}

// mailText is a text of the mail's own.
type mailText struct {
	blocks   []block
	warnings []string
}

// message reads a mail as a draft, and after it those for what it carries.
func (m *mailReader) message(p mimePart, depth int) ([]draft, error) {
	outer := m.gathered
	m.gathered = gathered{}
	err := m.gather(p, depth)
	found := m.gathered
	m.gathered = outer
	if err != nil {
		return nil, err
	}
	d := draft{article: p.header.article()}
	for _, t := range found.sections {
		d.blocks = append(d.blocks, t.blocks...)
		for _, w := range t.warnings {
			if !slices.Contains(d.warnings, w) {
				d.warnings = append(d.warnings, w)
			}
		}
	}
	d.dropMailFurniture()
	drafts := d.splitForwarded()
	for i := range drafts {
		drafts[i].takeNotices()
		drafts[i].dropMailTitle()
	}
	drafts = slices.DeleteFunc(drafts, func(d draft) bool { return len(d.blocks) == 0 })
	drafts = append(drafts, found.inside...)
	switch {
	case len(drafts) == 0 && found.locked:
		return nil, &refusal{reason: "it is encrypted; open it in your mail program and save it from there as text"}
	case len(drafts) == 0:
		return nil, errNoText
	}
	for _, why := range found.left {
		drafts[0].warn("%s", why)
	}
	return drafts, nil
}

var errMailDepth = &refusal{reason: "its parts are nested too deeply to be a mail from people; save the text you want as a file"}

// gather reads a part and those in it.
func (m *mailReader) gather(p mimePart, depth int) error {
	if depth > maxMIMEDepth {
		return errMailDepth
	}
	if m.parts++; m.parts > maxMIMEParts {
		return nil
	}
	if m.parts == maxMIMEParts {
		m.left = append(m.left, fmt.Sprintf("The mail has more than %d parts; the others are left out.", maxMIMEParts))
	}
	if m.ctx.Err() != nil {
		return m.ctx.Err()
	}
	kind, _ := p.header.kind()
	shown, name := p.header.disposition()
	family, _, _ := strings.Cut(kind, "/")
	switch {
	case kind == "multipart/encrypted", kind == "application/pkcs7-mime", kind == "application/x-pkcs7-mime":
		m.locked = true
		return nil
	case kind == "multipart/alternative":
		return m.alternatives(p.parts(), depth)
	case kind == "multipart/related":
		return m.first(p.parts(), depth)
	case family == "multipart":
		parts := p.parts()
		if len(parts) == 0 {
			m.addText(p, false)
		}
		for _, part := range parts {
			if err := m.gather(part, depth+1); err != nil {
				return err
			}
		}
		return nil
	case kind == "message/rfc822":
		return m.forwarded(p, depth)
	case shown != "attachment" && (kind == "text/plain" || kind == "text/html"):
		m.addText(p, kind == "text/html")
		return nil
	case shown != "attachment" && family == "image", kind == "application/pgp-signature", kind == "application/pkcs7-signature", kind == "application/x-pkcs7-signature":
		return nil
	}
	m.attached(p, kind, name)
	return nil
}

// first reads the part that the others of a related group are only shown in.
func (m *mailReader) first(parts []mimePart, depth int) error {
	for i, part := range parts {
		kind, _ := part.header.kind()
		if i > 0 && (strings.HasPrefix(kind, "image/") || kind == "text/html" || kind == "text/css") {
			continue
		}
		if err := m.gather(part, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// alternatives reads the parts that say the same and keeps the last, which is
// the richest, unless it says much less than another.
func (m *mailReader) alternatives(parts []mimePart, depth int) error {
	own := m.sections
	var best []mailText
	most := 0
	for _, part := range parts {
		m.sections = nil
		if err := m.gather(part, depth+1); err != nil {
			return err
		}
		n := 0
		for _, t := range m.sections {
			n += wordsIn(t.blocks)
		}
		if n*2 > most || best == nil {
			best, most = m.sections, n
		}
	}
	m.sections = append(own, best...)
	return nil
}

func (m *mailReader) addText(p mimePart, isHTML bool) {
	text, warnings := p.text()
	t := mailText{warnings: warnings}
	if isHTML {
		t.blocks = fragment(text)
	} else {
		_, params := p.header.kind()
		t.blocks = plainMail(text, strings.EqualFold(params["format"], "flowed"), strings.EqualFold(params["delsp"], "yes"))
	}
	m.sections = append(m.sections, t)
}

// plainMail are the blocks of a mail's plain text: paragraphs, and quotations
// of what it answers. Of a signature only the notices are kept.
func plainMail(text string, flowed, delSp bool) []block {
	text = briefing.Normalize(text)
	if flowed {
		text = unflow(text, delSp)
	}
	text, signature, _ := strings.Cut(text, "\n-- \n")
	var d draft
	var lines []string
	quoted := false
	done := func() {
		kind := briefing.TextParagraph
		if quoted {
			kind = briefing.TextQuote
		}
		for _, p := range paragraphs(strings.Join(lines, "\n")) {
			d.blocks = append(d.blocks, block{kind: kind, text: p})
		}
		lines = nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		if isQuoted := strings.HasPrefix(line, ">"); isQuoted != quoted {
			done()
			quoted = isQuoted
		}
		lines = append(lines, strings.TrimLeft(line, "> "))
		if len(d.blocks) > maxBlocks {
			break
		}
	}
	done()
	for _, p := range paragraphs(signature) {
		if _, score := judge(p); score >= tailScore {
			d.blocks = append(d.blocks, block{kind: briefing.TextParagraph, text: p})
		}
	}
	return d.blocks
}

// unflow joins the lines that a mail program broke (RFC 3676): those that end
// in a space go on in the next, if it quotes as deeply.
func unflow(text string, delSp bool) string {
	var out []byte
	depth, flows := "", false
	for line := range strings.SplitSeq(text, "\n") {
		words := strings.TrimLeft(line, ">")
		quotes := line[:len(line)-len(words)]
		words = strings.TrimPrefix(words, " ")
		switch {
		case flows && quotes == depth:
			out = append(out, words...)
		case len(out) > 0:
			out = append(append(out, '\n'), line...)
		default:
			out = append(out, line...)
		}
		depth, flows = quotes, strings.HasSuffix(words, " ") && line != "-- "
		if flows && delSp {
			out = out[:len(out)-1]
		}
	}
	return string(out)
}

// forwarded reads a mail within the mail.
func (m *mailReader) forwarded(p mimePart, depth int) error {
	drafts, err := m.message(readPart(p.content()), depth+1)
	switch {
	case errors.Is(err, errMailDepth), m.ctx.Err() != nil:
		return err
	case err != nil:
		m.left = append(m.left, "A forwarded mail is left out: "+err.Error()+".")
		return nil
	}
	m.inside = append(m.inside, drafts...)
	return nil
}

// attached reads a document that came with the mail, or says why not.
func (m *mailReader) attached(p mimePart, kind, name string) {
	if name == "" || path.Base(name) != name || strings.Contains(name, `\`) {
		name = "attachment" // a path is nothing that a mail has to say
	}
	if strings.HasPrefix(kind, "image/") || strings.HasPrefix(kind, "video/") || strings.HasPrefix(kind, "audio/") {
		m.left = append(m.left, "Attached and left out: "+printable(name)+".")
		return
	}
	drafts, err := m.inner(name, p.content())
	if err != nil {
		m.left = append(m.left, "Attached and left out: "+printable(name)+" ("+reason(err)+").")
		return
	}
	m.inside = append(m.inside, drafts...)
}

const fromHeader = "mail header"

// article is what the headers say of a mail. The sender of a list is its
// publisher; another is the author.
func (h mimeHeader) article() briefing.Article {
	a := briefing.Article{
		Title: field(replyMark.ReplaceAllString(h.text("subject"), ""), fromHeader, briefing.ConfidenceMedium),
	}
	if date, err := mail.ParseDate(h["date"]); err == nil && isYear(date.Year()) {
		a.Published = field(date.Format("2006-01-02"), fromHeader, briefing.ConfidenceMedium)
	}
	a.URL = field(safeWeb(strings.Trim(h["archived-at"], "<> ")), fromHeader, briefing.ConfidenceMedium)
	sender := field(senderName(h.text("from")), fromHeader, briefing.ConfidenceMedium)
	if h["list-id"] != "" || h["list-unsubscribe"] != "" {
		a.Publisher = sender
	} else {
		a.Byline = sender
	}
	return a
}

var replyMark = pattern.New(`(?i)^((re|fwd?|aw|wg|tr)(\[\d+\])?\s*:\s*)+`)

// senderName is who sends: the name, or the address if there is none.
func senderName(from string) string {
	name, address, ok := strings.Cut(from, "<")
	if name = strings.Trim(name, `"' `); ok && name != "" {
		return inSpokenOrder(name)
	}
	return strings.Trim(strings.TrimSpace(name+address), "<>")
}

// dropMailFurniture drops what programs write around mails.
func (d *draft) dropMailFurniture() {
	const longest = 40 // words
	d.blocks = slices.DeleteFunc(d.blocks, func(b block) bool {
		return briefing.Length(letters(b.text)) < 1 || words(b.text) <= longest && mailFurniture.MatchString(b.text)
	})
}

var mailFurniture = pattern.New(`(?i)^\W*((view|read|open|see)( this| the)?( e-?mail| message| newsletter)?( online| in (your|a|the) (web ?)?browser)|trouble viewing|having trouble|can't see this|unsubscribe|manage (your )?(subscription|preferences|e-?mail)|update (your )?(e-?mail )?preferences|you('re| are) receiving this|you received this|this (e-?mail|message) was sent (to|by)|forward(ed)? this e-?mail|was this (e-?mail|newsletter) forwarded|sent from my |get outlook for|to unsubscribe|if you no longer wish)`)

// dropMailTitle drops a first line that only repeats the subject.
func (d *draft) dropMailTitle() {
	title := letters(d.article.Title.Value)
	if len(d.blocks) > 1 && title != "" && letters(d.blocks[0].text) == title {
		d.article.Title.Value = d.blocks[0].text
		d.article.Title = field(d.blocks[0].text, fromText, briefing.ConfidenceHigh)
		d.blocks = d.blocks[1:]
	}
}

var (
	forwardMark = pattern.New(`(?i)^[-_\s>]*(begin )?(forwarded message|original message|message transféré|weitergeleitete nachricht|ursprüngliche nachricht)[-_\s:]*`)
	forwardHead = pattern.New(`(?i)\b(from|von|de)\s?:\s?(.+?)\s+(?:(?:date|sent|datum|gesendet|envoyé)\s?:\s?(.+?)\s+)?(?:to\s?:\s?.+?\s+)?(?:subject|betreff|objet)\s?:\s?(.+?)(?:\s+(?:date|sent)\s?:\s?(.+?))?(?:\s+(?:to|an|à|cc)\s?:.*)?$`)
)

// splitForwarded parts a mail from the one that it forwards within its text.
// What the sender wrote above is a mail of its own, if it is anything.
func (d draft) splitForwarded() []draft {
	const lines = 6 // that the head of a forwarded mail may take
	i := slices.IndexFunc(d.blocks, func(b block) bool { return forwardMark.MatchString(b.text) && words(b.text) < 60 })
	if i < 0 {
		return []draft{d}
	}
	head := ""
	for n := 0; n <= lines && i+n < len(d.blocks); n++ {
		head = strings.TrimSpace(head + " " + forwardMark.ReplaceAllString(d.blocks[i+n].text, ""))
		next := i + n + 1
		if m := forwardHead.FindStringSubmatch(head); m != nil && next < len(d.blocks) && !headerLine.MatchString(d.blocks[next].text) {
			inner := draft{article: d.article, blocks: d.blocks[next:], warnings: d.warnings}
			inner.article.Title = first(field(replyMark.ReplaceAllString(m[4], ""), fromText, briefing.ConfidenceMedium), d.article.Title)
			inner.article.Byline = first(field(senderName(m[2]), fromText, briefing.ConfidenceMedium), d.article.Byline)
			inner.article.Published = field(mailDate(m[3]+m[5]), fromText, briefing.ConfidenceMedium)
			d.blocks, d.warnings = d.blocks[:i:i], nil
			if len(d.blocks) == 0 {
				return []draft{inner}
			}
			return []draft{d, inner}
		}
	}
	return []draft{d}
}

var headerLine = pattern.New(`(?i)^(from|to|cc|bcc|date|sent|subject|reply-to|importance)\s?:`)

// mailDate reads a date as mail programs write it for people.
func mailDate(s string) string {
	if m := dayOfMonth.FindString(s); m != "" {
		return parseDate(strings.TrimSpace(m))
	}
	if t, err := mail.ParseDate(s); err == nil && isYear(t.Year()) {
		return t.Format("2006-01-02")
	}
	return ""
}

package importer

import (
	"context"
	"strings"

	"briefdesk/briefing"
)

// A web archive (MHTML, RFC 2557) is a page and all that it shows, put together
// like a mail. Only the page is read.

// isWebArchive recognises a page saved by a browser, which nobody sent to anyone.
func isWebArchive(data []byte) bool {
	h := mailHeaders(data)
	kind, _ := h.kind()
	_, isSnapshot := h["snapshot-content-location"]
	savedBy := strings.Contains(strings.ToLower(h["from"]), "saved by")
	return isSnapshot || savedBy && (kind == "multipart/related" || kind == "text/html")
}

func parseWebArchive(_ context.Context, src source) ([]draft, error) {
	whole := readPart(lineFeeds(src.data))
	page, ok := whole.page()
	if !ok {
		return nil, &refusal{reason: "there is no page in it; save the page again as HTML"}
	}
	text, warnings := page.text()
	var known briefing.Article
	for _, address := range []string{whole.header["snapshot-content-location"], page.header["content-location"], whole.header["content-location"]} {
		known.URL = first(known.URL, field(safeWeb(address), fromFile, briefing.ConfidenceHigh))
	}
	d, err := readPage(text, known)
	d.warnings = append(warnings, d.warnings...)
	return []draft{d}, err
}

// page is the page that the archive is of: the one that its start names, else
// the first.
func (p mimePart) page() (mimePart, bool) {
	kind, params := p.header.kind()
	if kind == "text/html" || kind == "application/xhtml+xml" {
		return p, true
	}
	var found mimePart
	ok := false
	for _, part := range p.parts() {
		kind, _ := part.header.kind()
		isPage := kind == "text/html" || kind == "application/xhtml+xml"
		if isPage && params["start"] != "" && part.header["content-id"] == params["start"] {
			return part, true
		}
		if isPage && !ok {
			found, ok = part, true
		}
	}
	return found, ok
}

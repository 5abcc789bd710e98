package pdf

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"briefdesk/briefing/layout"
)

// finish turns fpdf's draft into the file we want: with contents and fonts, links
// that say where they lead, an outline that points to the right places, and a
// catalogue and metadata that hold what the document says and nothing else, and
// the structure that tells those who cannot see the pages what is on them.
func finish(f *file, doc layout.Document, enc encoded, opts Options) error {
	catalogue := f.object(f.root)
	pages, err := pagesOf(f, catalogue)
	if err != nil {
		return err
	}
	if len(pages) != len(enc.pages) {
		return fmt.Errorf("a draft of %d pages for %d", len(pages), len(enc.pages))
	}
	if err := finishResources(f, pages, enc); err != nil {
		return err
	}
	for i, p := range pages {
		*f.object(p.dict.get("Contents").(ref)) = object{stream: enc.pages[i].packed, kind: deflatedStream}
		finishPage(f, p, pages)
	}
	if len(doc.Outline) > 0 {
		if err := finishOutline(f, catalogue, doc, pages); err != nil {
			return err
		}
	}
	finishCatalogue(f, catalogue, doc, claimsOf(doc, opts))
	attach(f, catalogue, opts.Attachments, doc.Date)
	if opts.Password != "" { // its handler is younger than PDF 1.7
		catalogue.dict.set("Extensions", dict{{"ADBE", dict{{"BaseVersion", name("1.7")}, {"ExtensionLevel", integer(8)}}}})
	}
	finishStructure(f, catalogue, doc, pages, enc.pages)
	f.object(f.info).dict = information(doc)
	return nil
}

// page is a page of the draft: its object and what refers to it.
type page struct {
	ref ref
	*object
}

func pagesOf(f *file, catalogue *object) ([]page, error) {
	tree, err := f.follow(catalogue.dict.get("Pages"), "tree of pages")
	if err != nil {
		return nil, err
	}
	kids, _ := tree.dict.get("Kids").(array)
	pages := make([]page, len(kids))
	for i, kid := range kids {
		o, err := f.follow(kid, "page")
		if err != nil {
			return nil, err
		}
		pages[i] = page{kid.(ref), o}
		if _, err := f.follow(o.dict.get("Contents"), "content of a page"); err != nil {
			return nil, err
		}
	}
	return pages, nil
}

// finishResources puts our fonts, images and opacities, by their short names, into
// the resources that all pages share.
func finishResources(f *file, pages []page, enc encoded) error {
	shared, err := f.follow(pages[0].dict.get("Resources"), "resources")
	if err != nil {
		return err
	}
	shared.dict = dict{}
	if len(enc.pictures) > 0 {
		shared.dict.set("XObject", enc.pictures.add(f))
	}
	if len(enc.fonts) > 0 {
		fonts := dict{}
		for _, fnt := range enc.fonts {
			fonts.set(fnt.resource(), fnt.write(f))
		}
		shared.dict.set("Font", fonts)
	}
	if len(enc.opacities) > 0 {
		shared.dict.set("ExtGState", graphicsStates(enc.opacities))
	}
	return nil
}

// finishPage gives the links of a page objects of their own and the entries
// that make them print and be read out.
func finishPage(f *file, p page, pages []page) {
	links, ok := p.dict.get("Annots").(array)
	if !ok {
		return
	}
	for i, l := range links {
		link, ok := l.(dict)
		if !ok {
			continue
		}
		link.set("F", integer(4)) // to be printed
		link.set("Contents", textString(leadsTo(link, pages)))
		links[i] = f.add(&object{dict: link})
	}
	p.dict.set("Tabs", name("S"))
}

// leadsTo says in words where a link leads.
func leadsTo(link dict, pages []page) string {
	if action, ok := link.get("A").(dict); ok {
		uri, _ := action.get("URI").(text)
		return string(uri)
	}
	dest, _ := link.get("Dest").(array)
	if len(dest) == 0 {
		return ""
	}
	i := slices.IndexFunc(pages, func(p page) bool { return p.ref == dest[0] })
	return fmt.Sprintf("Page %d", i+1)
}

// finishOutline corrects the bookmarks. fpdf measures all of them on its last
// page, and counts no children.
func finishOutline(f *file, catalogue *object, doc layout.Document, pages []page) error {
	root, err := f.follow(catalogue.dict.get("Outlines"), "outline")
	if err != nil {
		return err
	}
	next := root.dict.get("First")
	first, _ := next.(ref)
	for i, b := range doc.Outline { // fpdf writes them one after the other
		o, err := f.follow(first+ref(i), "bookmark")
		if err != nil {
			return err
		}
		top := max(0, doc.Pages[b.Page].H-b.Y)
		o.dict.set("Dest", array{pages[b.Page].ref, name("XYZ"), integer(0), decimal(float64(top)), token("null")})
		o.dict.set("Count", integer(0))
	}
	below := map[value]int{} // how many bookmarks stand below each
	for i := len(doc.Outline) - 1; i >= 0; i-- {
		at := first + ref(i)
		o := f.object(at)
		below[o.dict.get("Parent")] += 1 + below[at]
		if n := below[at]; n > 0 {
			o.dict.set("Count", integer(n))
		} else {
			o.dict = slices.DeleteFunc(o.dict, func(e entry) bool { return e.key == "Count" })
		}
	}
	root.dict.set("Count", integer(len(doc.Outline)))
	return nil
}

// finishCatalogue writes the catalogue anew. Structure and attachments add to it.
func finishCatalogue(f *file, catalogue *object, doc layout.Document, to claims) {
	d := dict{
		{"Type", name("Catalog")},
		{"Pages", catalogue.dict.get("Pages")},
	}
	if outline := catalogue.dict.get("Outlines"); outline != nil {
		d.set("Outlines", outline)
		d.set("PageMode", name("UseOutlines"))
	}
	if doc.Language != "" {
		d.set("Lang", textString(doc.Language))
	}
	d.set("ViewerPreferences", dict{{"DisplayDocTitle", token("true")}})
	d.set("Metadata", f.add(&object{
		dict:   dict{{"Type", name("Metadata")}, {"Subtype", name("XML")}},
		stream: xmp(doc, to),
		kind:   plainStream,
	}))
	d.set("OutputIntents", array{dict{
		{"Type", name("OutputIntent")},
		{"S", name("GTS_PDFA1")},
		{"OutputConditionIdentifier", text("sRGB")},
		{"Info", text("sRGB")},
		{"DestOutputProfile", f.add(&object{
			dict:   dict{{"N", integer(3)}},
			stream: srgbProfile(),
			kind:   packedStream,
		})},
	}})
	catalogue.dict = d
}

// safeURL returns a link's address in ASCII, if it is one that a reader may be
// sent to.
func safeURL(address string) (string, bool) {
	u, err := url.Parse(printable(address))
	if err != nil {
		return "", false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		return percentEncoded(u.String()), u.Host != ""
	case "mailto":
		return percentEncoded(u.String()), u.Opaque != ""
	}
	return "", false
}

// percentEncoded writes what is not visible ASCII as %XX.
func percentEncoded(address string) string {
	var b []byte
	for i := range len(address) {
		if c := address[i]; c > ' ' && c < 0x7f {
			b = append(b, c)
		} else {
			b = fmt.Appendf(b, "%%%02X", c)
		}
	}
	return string(b)
}

package pdf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"briefdesk/briefing/layout"
)

// The metadata of a file is an allow-list: title, author, language, date and
// marking of the document, and the name of this program. No host, no user, no
// path and no clock.
const producer = "Briefdesk"

// information is the information dictionary, which older viewers read.
func information(doc layout.Document) dict {
	d := dict{{"Title", textString(doc.Title)}}
	if doc.Author != "" {
		d.set("Author", textString(doc.Author))
	}
	if doc.Marking != "" {
		d.set("Keywords", textString(doc.Marking))
	}
	d.set("Producer", text(producer))
	if doc.Date != "" {
		d.set("CreationDate", dateString(doc.Date))
		d.set("ModDate", dateString(doc.Date))
	}
	return d
}

// dateString is the beginning of a day given as YYYY-MM-DD.
func dateString(day string) text {
	return text("D:" + strings.ReplaceAll(day, "-", "") + "000000Z")
}

// xmp is the same as an XMP packet, which archives read.
func xmp(doc layout.Document, to claims) []byte {
	var b bytes.Buffer
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
`)
	fmt.Fprintf(&b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n", escapeXML(doc.Title))
	if doc.Author != "" {
		fmt.Fprintf(&b, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", escapeXML(doc.Author))
	}
	if doc.Language != "" {
		fmt.Fprintf(&b, "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n", escapeXML(doc.Language))
	}
	if doc.Marking != "" {
		fmt.Fprintf(&b, "<dc:subject><rdf:Bag><rdf:li>%[1]s</rdf:li></rdf:Bag></dc:subject>\n<pdf:Keywords>%[1]s</pdf:Keywords>\n", escapeXML(doc.Marking))
	}
	fmt.Fprintf(&b, "<pdf:Producer>%s</pdf:Producer>\n", producer)
	if doc.Date != "" {
		fmt.Fprintf(&b, "<xmp:CreateDate>%[1]sT00:00:00Z</xmp:CreateDate>\n<xmp:ModifyDate>%[1]sT00:00:00Z</xmp:ModifyDate>\n", doc.Date)
	}
	b.WriteString("</rdf:Description>\n")
	b.WriteString(to.xmp())
	b.WriteString("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return b.Bytes()
}

// claims are the standards that a file says it meets.
type claims struct {
	accessible bool // PDF/UA-1 (ISO 14289-1)
	archival   int  // the part of PDF/A (ISO 19005) at level A, or 0
}

// claimsOf says what the file may claim: that it is accessible and fit for an
// archive if doc has all that the standards ask of an author. Archives take no
// file with a password, and part 2 none with files in it.
func claimsOf(doc layout.Document, opts Options) claims {
	switch {
	case len(doc.Structure) == 0 || printable(doc.Title) == "" || doc.Language == "":
		return claims{}
	case opts.Password != "":
		return claims{accessible: true}
	case len(opts.Attachments) > 0:
		return claims{true, 3}
	}
	return claims{true, 2}
}

func (c claims) xmp() string {
	s := ""
	if c.archival > 0 {
		s += fmt.Sprintf(archivalClaim, c.archival)
	}
	if c.accessible {
		s += accessibleClaim
	}
	return s
}

const archivalClaim = `<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>%d</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
`

// accessibleClaim comes with a description of its terms, which archives want.
const accessibleClaim = `<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
`

// escapeXML makes s safe in XML, as plain as textString makes it.
func escapeXML(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(printable(s))) // a Builder never fails
	return b.String()
}

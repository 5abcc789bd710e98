package pdftest

import (
	"maps"
	"slices"
)

// rules are what a file can break, and where the rule stands: UA is ISO 14289-1,
// A is ISO 19005-2 (of attachments, 19005-3), PDF is ISO 32000-1.
var rules = map[string]string{
	"header":               "A 6.1.2",
	"bytes after the end":  "A 6.1.3",
	"file cannot be read":  "PDF 7.5",
	"identifier":           "A 6.1.3",
	"encrypted":            "A 6.1.3",
	"filter":               "A 6.1.7.2",
	"language of the file": "UA 7.2",
	"title bar":            "UA 7.1",
	"not marked as tagged": "UA 6.2",
	"output intent":        "A 6.2.3",
	"metadata":             "A 6.6, UA 5",
	"two metadata":         "A 6.6.3",
	"no structure":         "UA 7.1",

	"forbidden in the catalogue": "A 6.5.2, 6.9",
	"forbidden in the names":     "A 6.5.1",
	"stream outside of the file": "A 6.1.7.1",
	"forbidden action":           "A 6.5.1",

	"attachments in PDF/A-2":           "A 6.8",
	"attachment without a name":        "A 6.8",
	"attachment without a relation":    "A 6.8",
	"attachment without a description": "UA 7.11",
	"attachment without a type":        "A 6.8",
	"attachment of another size":       "PDF 7.11.4",

	"page of another tree": "PDF 7.7.3",
	"count of pages":       "PDF 7.7.3",
	"bookmark":             "PDF 12.3.3",
	"count of bookmarks":   "PDF 12.3.3",

	"bookmarks that do not hang together": "PDF 12.3.3",

	"order of tabs":                   "UA 7.18.3",
	"annotation that is no link":      "UA 7.18",
	"link that does not print":        "A 6.3.2",
	"link without a name":             "UA 7.18.5",
	"link that is part of no element": "UA 7.18.5",
	"link element without a link":     "UA 7.18.5",
	"link to a forbidden address":     "our own: http, https and mailto alone",
	"link to no place":                "PDF 12.3.2",
	"parent of a link":                "PDF 14.7.4.4",

	"root is no document":                   "PDF 14.8.4.2",
	"element that is none, or held twice":   "PDF 14.7.2",
	"type of element":                       "UA 7.1",
	"element of another parent":             "PDF 14.7.2",
	"element holds what is none":            "PDF 14.7.2",
	"empty element":                         "our own",
	"language of an element":                "UA 7.2",
	"nesting":                               "UA 7.2",
	"text where only elements may be":       "UA 7.2",
	"heading skips a level":                 "UA 7.4.2",
	"heading without a level":               "UA 7.4.4",
	"note without an identifier of its own": "UA 7.9",
	"tree of identifiers":                   "PDF 14.7.2",
	"figure without a description":          "UA 7.3",
	"figure without a place":                "PDF 14.8.5.4.3",
	"header cell without a scope":           "UA 7.5",
	"rows of two lengths":                   "UA 7.2",
	"list that does not say how it counts":  "UA 7.6",

	"sequence of two elements":         "PDF 14.7.4.2",
	"sequence of no element":           "UA 7.1",
	"sequence that begins twice":       "PDF 14.7.4.2",
	"sequence within a sequence":       "UA 7.1",
	"element of no sequence":           "PDF 14.7.4.2",
	"parent of a sequence":             "PDF 14.7.4.4",
	"key of the parent tree":           "PDF 14.7.4.4",
	"next key of the parent tree":      "PDF 14.7.4.4",
	"content that is not tagged":       "UA 7.1",
	"content cannot be read":           "A 6.2.2",
	"operator that is none":            "A 6.2.2",
	"what begins does not end":         "PDF 8.4.2, 14.6",
	"what ends has not begun":          "PDF 8.4.2, 14.6",
	"nesting of graphics":              "A 6.1.13",
	"graphics state that is not there": "PDF 8.4.5",
	"picture that is not there":        "PDF 8.8",
	"colour without a profile":         "A 6.2.4.3",

	"font that is not there":      "PDF 9.3",
	"kind of font":                "A 6.2.11.3",
	"name of a font":              "PDF 9.6.4",
	"glyphs of a font":            "A 6.2.11.3.2",
	"length of a font":            "PDF 9.9",
	"font that is not embedded":   "A 6.2.11.4.1",
	"glyph that the font has not": "A 6.2.11.4.1, 6.2.11.8",
	"width of a glyph":            "A 6.2.11.5",
	"glyph that says nothing":     "A 6.2.11.7.2",
	"glyph of private use":        "A 6.2.11.7.3",
}

// Rules lists the rules, so that a test can ask whether each is seen to be broken.
func Rules() []string { return slices.Sorted(maps.Keys(rules)) }

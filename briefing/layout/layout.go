// Package layout says where everything stands: it sets a manuscript in pages.
//
// Pages is its one entry. Paragraphs are shaped (HarfBuzz), hyphenated
// (Liang) and broken into lines (Knuth and Plass); lines, quotations, lists
// and tables are stacked in columns and cut into pages with their notes. The
// result is a display list, a Document of Pages, which packages pdf and raster
// only read, so paper and preview cannot disagree.
//
// All measures follow one convention: points from the top left, y downwards,
// and the position of a text is its baseline.
package layout

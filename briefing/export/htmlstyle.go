package export

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/marking"
)

// sheet is the style sheet of a page: plain, in light and dark, and on paper. Its
// contrasts are 7 to 1 or more.
const sheet = `
:root { color-scheme: light dark; --ink: #1a1a1a; --quiet: #474747; --ground: #ffffff; --tint: #f1f2f5; --line: #b9bcc4; --link: #0b3d91; --stamp: #9b0f06 }
@media (prefers-color-scheme: dark) {
	:root { --ink: #ececec; --quiet: #c2c4c9; --ground: #16181c; --tint: #23262c; --line: #5a5e68; --link: #a9c7ff; --stamp: #ffb3a9 }
}
body { margin: 0 auto; padding: 1.5rem 1.25rem; max-width: 42rem; background: var(--ground); color: var(--ink); font: 1.0625rem/1.55 Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif; overflow-wrap: break-word }
:lang(ur) { font-family: "Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", serif; line-height: 2.2 }
:lang(ur) ol, ol:lang(ur) { list-style-type: persian }
h1, h2, h3, h4, h5, h6, dt, th, .mark, .sharing, .draft, .stamp, .clipping, .legend, nav { font-family: system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1rem 0 }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem }
h3 { font-size: 1.1rem; margin: 1.5rem 0 .5rem }
h4, h5, h6 { font-size: 1rem; margin: 1.25rem 0 .5rem }
h1, h2, h3, h4, h5, h6 { break-after: avoid }
p { margin: 0 0 .75rem }
a { color: var(--link) }
sup { line-height: 0 }
.mark { width: fit-content; padding: .25rem .5rem; font-weight: 700 }
.sharing, .clipping, .legend { font-size: .875rem; color: var(--quiet) }
.draft { font-weight: 700 }
.stamp, .stamped strong { color: var(--stamp); font-weight: 700 }
.facts, .closing { margin: 1rem 0; padding: .75rem 0; border-block: 1px solid var(--line); font-size: .9375rem }
.facts div, .closing div { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: .2rem 0 }
dt { flex: 0 0 8rem; font-weight: 600; color: var(--quiet) }
dd { flex: 1 1 15rem; margin: 0 }
.panel { margin: 1rem 0; padding: .25rem 1rem; background: var(--tint) }
.inset { margin-inline: 2rem }
figure { margin: 1.25rem 0; break-inside: avoid }
blockquote { margin: 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line) }
figcaption { margin-top: .35rem; font-size: .9375rem; color: var(--quiet) }
.quotation figcaption { padding-inline-start: 1.2rem }
cite { font-style: normal }
img { max-width: 100%; height: auto; background: #ffffff }
table { width: 100%; margin: 1.25rem 0; border-collapse: collapse; font-size: .9375rem }
caption { padding-bottom: .35rem; text-align: start; color: var(--quiet) }
th, td { padding: .3rem .5rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; overflow-wrap: anywhere }
.centre { text-align: center }
.end { text-align: end }
thead { border-bottom: 2px solid var(--quiet) }
pre { padding: .75rem; background: var(--tint); white-space: pre-wrap; overflow-wrap: anywhere }
code { font: .9em/1.45 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace }
nav ul { padding-inline-start: 1.2rem; list-style: none }
.notes, .annex { margin-top: 2rem; border-top: 1px solid var(--line); font-size: .9375rem }
@media print {
	:root { color-scheme: light; --ink: #000000; --quiet: #333333; --ground: #ffffff; --tint: #f1f2f5; --line: #999999; --link: #000000; --stamp: #9b0f06 }
	body { max-width: none; padding: 0; font-size: 11pt }
	.break, .annex { break-before: page }
	tr, .facts div, .closing div { break-inside: avoid }
	.back { display: none }
	p { orphans: 2; widows: 2 }
}
`

// letterSheet is for lists that count in letters and in Roman numerals.
const letterSheet = `@counter-style in-letters { system: fixed; symbols: a b c d e f g h i j k l m n o p q r s t u v w x y z; prefix: "("; suffix: ") " }
@counter-style in-urdu-letters { system: fixed; symbols: "الف" "ب" "پ" "ت" "ٹ" "ث" "ج" "چ" "ح" "خ" "د" "ڈ" "ذ" "ر" "ڑ" "ز" "ژ" "س" "ش" "ص" "ض" "ط" "ظ" "ع" "غ" "ف"; prefix: "("; suffix: ") " }
@counter-style in-romans { system: fixed; symbols: i ii iii iv v vi vii viii ix x xi xii; prefix: "("; suffix: ") " }
ol.letters, :lang(ur) ol.letters { list-style-type: in-letters }
ol.urdu-letters, :lang(ur) ol.urdu-letters { list-style-type: in-urdu-letters }
ol.romans, :lang(ur) ol.romans { list-style-type: in-romans }
`

// pageStyle is the style sheet of a page of m. Each printed page has the marking.
func pageStyle(m manuscript.Manuscript) string {
	mark := ".mark { " + markStyle(m) + "; -webkit-print-color-adjust: exact; print-color-adjust: exact }\n"
	boxes := ""
	if m.Banner.Mark != "" {
		boxes = "@top-center { content: " + cssString(string(m.Banner.Mark)) + " } "
		if !m.Banner.HeadOnly {
			boxes += "@bottom-center { content: " + cssString(string(m.Banner.Mark)) + " } "
		}
	}
	letters := ""
	if hasLetters(m.Blocks) {
		letters = letterSheet
	}
	return sheet + letters + mark + "@page { margin: 22mm 20mm; " + boxes + "}\n"
}

// hasLetters reports whether a list counts in letters.
func hasLetters(blocks []manuscript.Block) bool {
	return slices.ContainsFunc(blocks, func(b manuscript.Block) bool {
		l, isList := b.(manuscript.List)
		return isList && (l.Counting != manuscript.InFigures || slices.ContainsFunc(l.Items, hasLetters))
	})
}

// markStyle is how a marking looks by its profile.
func markStyle(m manuscript.Manuscript) string {
	switch m.Place {
	case marking.PlaceBox:
		return "margin-inline: auto 0; background: #000000; color: " + m.Banner.Colour
	case marking.PlaceBar:
		return "width: auto; text-align: center; background: " + m.Banner.Bar + "; color: " + m.Banner.OnBar
	case marking.PlaceCentre:
		return "margin-inline: auto"
	case marking.PlaceRight, marking.PlaceNone:
	}
	return "margin-inline: auto 0"
}

// cssString is a text as a style sheet quotes it.
func cssString(s string) string {
	var out strings.Builder
	for _, r := range s {
		if r < 0x80 && !strings.ContainsRune("\"\\<\n\r\f", r) && r >= ' ' {
			out.WriteRune(r)
		} else {
			fmt.Fprintf(&out, "\\%06X", r)
		}
	}
	return `"` + out.String() + `"`
}

// Type of a mail.
const (
	mailSerif = "font-family:Cambria,Georgia,serif;"
	mailSans  = "font-family:Calibri,Arial,sans-serif;"
)

// mailElements are the styles of the elements of a mail, in what mail programs
// understand.
var mailElements = map[string]string{
	"body":               "margin:0;padding:0;background:#ffffff;color:#1a1a1a",
	"div":                "max-width:640px;padding:12px;" + mailSerif + "font-size:16px;line-height:1.5",
	"div.panel":          "margin:12px 0;padding:4px 12px;background:#f1f2f5",
	"div.annex":          "margin-top:24px;border-top:1px solid #b9bcc4",
	"h1":                 mailSans + "font-size:26px;line-height:1.2;margin:16px 0",
	"h2":                 mailSans + "font-size:20px;line-height:1.3;margin:24px 0 8px",
	"h3":                 mailSans + "font-size:18px;line-height:1.3;margin:20px 0 8px",
	"h4":                 mailSans + "font-size:16px;line-height:1.3;margin:16px 0 8px",
	"h5":                 mailSans + "font-size:16px;line-height:1.3;margin:16px 0 8px",
	"p":                  "margin:0 0 12px",
	"p.sharing":          "margin:0 0 12px;" + mailSans + "font-size:14px;color:#474747",
	"p.draft":            "margin:0 0 12px;" + mailSans + "font-weight:bold",
	"p.stamp":            "margin:0 0 12px;" + mailSans + "font-weight:bold;color:#9b0f06",
	"p.inset":            "margin:0 32px 12px",
	"p.legend":           "margin:0 0 12px;" + mailSans + "font-size:14px;color:#474747",
	"p.clipping":         "margin:0 0 12px;" + mailSans + "font-size:14px;color:#474747",
	"dl":                 "margin:16px 0;padding:8px 0;border-top:1px solid #b9bcc4;border-bottom:1px solid #b9bcc4",
	"dt":                 mailSans + "font-size:14px;font-weight:bold;color:#474747",
	"dd":                 "margin:0 0 6px",
	"figure":             "margin:16px 0",
	"blockquote":         "margin:0;padding:0 12px;border-left:3px solid #b9bcc4",
	"blockquote.stamped": "margin:0;padding:0 12px;border-left:3px solid #9b0f06",
	"figcaption":         "margin:4px 0 0;font-size:15px;color:#474747",
	"cite":               "font-style:normal",
	"img":                "max-width:100%;height:auto",
	"table":              "width:100%;margin:16px 0;border-collapse:collapse",
	"caption":            "padding:0 0 6px;text-align:start;color:#474747",
	"th":                 "padding:4px 8px;border-bottom:2px solid #474747;text-align:start;vertical-align:top",
	"td":                 "padding:4px 8px;border-bottom:1px solid #b9bcc4;text-align:start;vertical-align:top",
	"pre":                "padding:12px;background:#f1f2f5;white-space:pre-wrap",
	"code":               "font-family:Consolas,Menlo,monospace;font-size:14px",
	"a":                  "color:#0b3d91",
	"sup":                "line-height:0",
}

// mailStyle are the styles of the elements of m in a mail.
func mailStyle(m manuscript.Manuscript) map[string]string {
	styles := maps.Clone(mailElements)
	for _, cell := range []string{"th", "td"} {
		styles[cell+".centre"] = strings.Replace(styles[cell], "text-align:start", "text-align:center", 1)
		styles[cell+".end"] = strings.Replace(styles[cell], "text-align:start", "text-align:end", 1)
	}
	styles["p.mark"] = "margin:0 0 12px;padding:4px 8px;" + mailSans + "font-weight:bold;"
	switch m.Place {
	case marking.PlaceBox:
		styles["p.mark"] += "text-align:right;background:#000000;color:" + m.Banner.Colour
	case marking.PlaceBar:
		styles["p.mark"] += "text-align:center;background:" + m.Banner.Bar + ";color:" + m.Banner.OnBar
	case marking.PlaceCentre:
		styles["p.mark"] += "text-align:center"
	case marking.PlaceRight, marking.PlaceNone:
		styles["p.mark"] += "text-align:right"
	}
	if manuscript.Figures(m.Language, "1") != "1" {
		styles["ol"], styles["ol.romans"] = "list-style-type:persian", "list-style-type:lower-roman"
	}
	if layout.RightToLeft("", m.Language) {
		for _, quote := range []string{"blockquote", "blockquote.stamped"} {
			styles[quote] = strings.Replace(styles[quote], "border-left", "border-right", 1)
		}
	}
	return styles
}

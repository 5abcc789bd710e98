package markdown

import (
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// An image is a line ![what it shows](file "caption"), alone in its paragraph,
// or the first line of a div, whose other lines are its caption. One that says
// nothing has no description, and the title “decorative” in a div.

// decorative is the title of an image that says nothing.
const decorative = "decorative"

var imageLine = pattern.New(`^!\[((?:[^\]\\\n]|\\.)*)\]\((?:<([^<>\n]+)>|([^\s<>()"]+))(?:[ ]+"((?:[^"\\\n]|\\.)*)")?\)[ \t]*$`)

// readImage reads an image from a line, and its title.
func readImage(line string) (image briefing.Image, title string, ok bool) {
	m := imageLine.FindStringSubmatch(line)
	if m == nil {
		return briefing.Image{}, "", false
	}
	image = briefing.ImageNamed(m[2] + m[3])
	image.Alt = unescapeMarks(m[1])
	return image, unescapeMarks(m[4]), true
}

// isPicture reports whether a paragraph is an image block: a picture in a file
// beside the note. Other images are part of the text they stand in.
func isPicture(paragraph string) bool {
	image, title, ok := readImage(paragraph)
	if !ok || title == decorative || strings.Contains(image.File, "://") {
		return false
	}
	name := strings.ToLower(image.FileName())
	for _, ext := range []string{".png", ".jpg", ".jpeg"} {
		if strings.HasSuffix(name, ext) {
			return true
		}
	}
	return false
}

// imageForm is the line that an image is read from.
func imageForm(i briefing.Image) string {
	file := i.FileName()
	if strings.ContainsAny(file, " \t()\"") {
		file = "<" + file + ">"
	}
	title := ""
	if i.Decorative {
		title = ` "` + decorative + `"`
	}
	return "![" + escapeMarks(i.Alt) + "](" + file + title + ")"
}

var (
	marks        = pattern.New(`[\\\[\]"]`)
	escapedMarks = pattern.New(`\\([\\\[\]"])`)
)

func escapeMarks(s string) string   { return marks.ReplaceAllString(s, `\$0`) }
func unescapeMarks(s string) string { return escapedMarks.ReplaceAllString(s, `$1`) }

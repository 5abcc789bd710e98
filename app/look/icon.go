package look

import (
	"fmt"
	"image/color"
	"io/fs"
	"regexp"
	"strings"
	"sync"

	"fyne.io/fyne/v2"

	"briefdesk/assets"
)

// IconName names an icon, by what is seen on it.
type IconName string

// The icons of the program.
const (
	IconImport       IconName = "file-plus"
	IconUndo         IconName = "undo-2"
	IconRedo         IconName = "redo-2"
	IconHighlight    IconName = "highlighter"
	IconTag          IconName = "tag"
	IconAdd          IconName = "list-indent-increase" // add to the briefing
	IconSearch       IconName = "search"
	IconDownload     IconName = "download"
	IconDown         IconName = "chevron-down"
	IconUp           IconName = "chevron-up"
	IconLeft         IconName = "chevron-left"
	IconRight        IconName = "chevron-right"
	IconQuote        IconName = "quote"
	IconTextSize     IconName = "a-large-small"
	IconMore         IconName = "ellipsis"
	IconGrip         IconName = "grip-vertical"
	IconVerified     IconName = "circle-check"
	IconCheck        IconName = "check"
	IconWarning      IconName = "triangle-alert"
	IconAlert        IconName = "circle-alert"
	IconLock         IconName = "lock"
	IconDisclaimer   IconName = "scroll-text"
	IconText         IconName = "text-align-start"
	IconNote         IconName = "message-square"
	IconClose        IconName = "x"
	IconPlus         IconName = "plus"
	IconMinus        IconName = "minus"
	IconDelete       IconName = "trash-2"
	IconPencil       IconName = "pencil"
	IconCompose      IconName = "square-pen"
	IconClock        IconName = "clock"
	IconList         IconName = "list"
	IconOrdered      IconName = "list-ordered"
	IconFile         IconName = "file-text"
	IconFileOut      IconName = "file-output"
	IconTable        IconName = "table"
	IconImage        IconName = "image"
	IconPageBreak    IconName = "separator-horizontal"
	IconHeading      IconName = "heading"
	IconBold         IconName = "bold"
	IconItalic       IconName = "italic"
	IconLink         IconName = "link"
	IconSettings     IconName = "settings"
	IconSun          IconName = "sun"
	IconMoon         IconName = "moon"
	IconMonitor      IconName = "monitor"
	IconKeyboard     IconName = "keyboard"
	IconFolder       IconName = "folder"
	IconFolderOpen   IconName = "folder-open"
	IconCopy         IconName = "copy"
	IconExternal     IconName = "external-link"
	IconInfo         IconName = "info"
	IconEye          IconName = "eye"
	IconArrowUp      IconName = "arrow-up"
	IconArrowDown    IconName = "arrow-down"
	IconArrowLeft    IconName = "arrow-left"
	IconArrowRight   IconName = "arrow-right"
	IconRefresh      IconName = "refresh-cw"
	IconHistory      IconName = "history"
	IconUsers        IconName = "users"
	IconEnter        IconName = "corner-down-left"
	IconFilter       IconName = "list-filter"
	IconBook         IconName = "book-open"
	IconPaste        IconName = "clipboard-paste"
	IconSquare       IconName = "square"
	IconSquareCheck  IconName = "square-check"
	IconCircle       IconName = "circle"
	IconCircleDot    IconName = "circle-dot"
	IconShield       IconName = "shield-check"
	IconQuestionMark IconName = "circle-question-mark"
)

// iconResource returns an icon as a picture of one colour, for the size given.
// Small icons have heavier strokes, so that all look equally heavy. The same
// arguments return the same resource.
func iconResource(name IconName, size float32, ink color.Color) fyne.Resource {
	return icons.get(name, strokeFor(size), ink)
}

func strokeFor(size float32) float32 {
	switch {
	case size >= 14:
		return 1.75
	case size >= 12:
		return 2
	}
	return 2.4
}

// iconStore keeps the pictures made, by name, which says all about them.
type iconStore struct {
	mu    sync.Mutex
	known map[string]fyne.Resource
}

var icons = iconStore{known: map[string]fyne.Resource{}}

func (s *iconStore) get(name IconName, stroke float32, ink color.Color) fyne.Resource {
	r, g, b, a := ink.RGBA()
	key := fmt.Sprintf("%s-%g-%02x%02x%02x%02x.svg", name, stroke, r>>8, g>>8, b>>8, a>>8)
	s.mu.Lock()
	defer s.mu.Unlock()
	if known, ok := s.known[key]; ok {
		return known
	}
	svg, err := fs.ReadFile(assets.Interface(), "icons/"+string(name)+".svg")
	if err != nil {
		panic(fmt.Sprintf("icon %s: %v", name, err)) // it is part of the program
	}
	made := fyne.NewStaticResource(key, drawnIn(string(svg), stroke, ink))
	s.known[key] = made
	return made
}

// drawnIn returns an icon's SVG with its colour and stroke. Fyne recolours only
// fills, and its reader of SVG takes "a1 1 0 011 1" wrongly, so the numbers of
// paths are set apart.
func drawnIn(svg string, stroke float32, ink color.Color) []byte {
	r, g, b, _ := ink.RGBA()
	svg = strings.ReplaceAll(svg, "currentColor", fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8))
	svg = strings.Replace(svg, `stroke-width="2"`, fmt.Sprintf(`stroke-width="%g"`, stroke), 1)
	svg = pathData.ReplaceAllStringFunc(svg, func(d string) string {
		return ` d="` + spaced(d[len(` d="`):len(d)-1]) + `"`
	})
	return []byte(svg)
}

var (
	pathData = regexp.MustCompile(` d="[^"]*"`)
	number   = regexp.MustCompile(`^[-+]?(?:\d+\.?\d*|\.\d+)`)
)

// spaced returns path data with one space between all its parts. The flags of
// an arc are single digits, which may touch the number that follows.
func spaced(d string) string {
	var parts []string
	arc, n := false, 0 // in an arc; how many numbers of it were read
	for d != "" {
		if arc && (n%7 == 3 || n%7 == 4) {
			if d[0] == '0' || d[0] == '1' {
				parts, d, n = append(parts, d[:1]), d[1:], n+1
				continue
			}
		} else if m := number.FindString(d); m != "" {
			parts, d, n = append(parts, m), d[len(m):], n+1
			continue
		}
		if isLetter(d[0]) {
			parts = append(parts, d[:1])
			arc, n = d[0] == 'a' || d[0] == 'A', 0
		}
		d = d[1:]
	}
	return strings.Join(parts, " ")
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

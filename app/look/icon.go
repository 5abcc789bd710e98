package look

import (
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"io/fs"
	"math"
	"sync"

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
	IconBookmark     IconName = "bookmark"
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

// strokeFor returns the stroke of an icon, on its grid of 24, for the size it is
// shown at. Small icons have heavier strokes, so that all look equally heavy.
func strokeFor(size float32) float64 {
	switch {
	case size >= 14:
		return 1.75
	case size >= 12:
		return 2
	}
	return 2.4
}

// picture says which image an icon is.
type picture struct {
	name   IconName
	stroke float64
	ink    color.NRGBA
	pixels int // a side
}

// album draws icons and keeps what it drew.
type album struct {
	mu       sync.Mutex
	outlines map[IconName]outline
	drawn    map[picture]image.Image
}

var icons = album{outlines: map[IconName]outline{}, drawn: map[picture]image.Image{}}

func (a *album) draw(p picture) image.Image {
	a.mu.Lock()
	defer a.mu.Unlock()
	if img, ok := a.drawn[p]; ok {
		return img
	}
	o, ok := a.outlines[p.name]
	if !ok {
		o = readIcon(p.name)
		a.outlines[p.name] = o
	}
	img := o.draw(p.pixels, p.stroke, p.ink)
	a.drawn[p] = img
	return img
}

func readIcon(name IconName) outline {
	svg, err := fs.ReadFile(assets.Interface(), "icons/"+string(name)+".svg")
	if err == nil {
		var o outline
		if o, err = readOutline(svg); err == nil {
			return o
		}
	}
	panic(fmt.Sprintf("icon %s: %v", name, err)) // it is part of the program
}

// outline is what an icon's pen follows, as straight lines on a grid of 24.
type outline []stretch

type stretch struct{ x0, y0, x1, y1 float64 }

// iconGrid is the side of the square that icons are drawn in.
const iconGrid = 24

// draw returns the icon as an image: a pen with a round point, stroke wide on
// the icon's grid. A pixel is covered by how near its middle is to the line,
// which needs no filling of shapes and is exact for round caps and joins.
func (o outline) draw(pixels int, stroke float64, ink color.NRGBA) image.Image {
	unit := float64(pixels) / iconGrid
	reach := stroke*unit/2 + 0.5
	away := make([]float64, pixels*pixels) // distance to the line, squared
	for i := range away {
		away[i] = reach * reach
	}
	for _, s := range o {
		s.scaled(unit).approach(away, pixels, reach)
	}
	img := image.NewNRGBA(image.Rect(0, 0, pixels, pixels))
	for i, d2 := range away {
		cover := min(max(reach-math.Sqrt(d2), 0), 1)
		c := ink
		c.A = uint8(math.Round(cover * float64(ink.A)))
		img.SetNRGBA(i%pixels, i/pixels, c)
	}
	return img
}

func (s stretch) scaled(unit float64) stretch {
	return stretch{s.x0 * unit, s.y0 * unit, s.x1 * unit, s.y1 * unit}
}

// approach lowers the distances of the pixels within reach of s.
func (s stretch) approach(away []float64, pixels int, reach float64) {
	low := func(a, b float64) int { return max(int(math.Min(a, b)-reach), 0) }
	high := func(a, b float64) int { return min(int(math.Max(a, b)+reach)+1, pixels) }
	for y := low(s.y0, s.y1); y < high(s.y0, s.y1); y++ {
		for x := low(s.x0, s.x1); x < high(s.x0, s.x1); x++ {
			at := y*pixels + x
			away[at] = min(away[at], s.distance2(float64(x)+0.5, float64(y)+0.5))
		}
	}
}

// distance2 returns the square of the distance from a point to s.
func (s stretch) distance2(x, y float64) float64 {
	dx, dy := s.x1-s.x0, s.y1-s.y0
	along := 0.0
	if length2 := dx*dx + dy*dy; length2 > 0 {
		along = min(max(((x-s.x0)*dx+(y-s.y0)*dy)/length2, 0), 1)
	}
	ex, ey := x-s.x0-along*dx, y-s.y0-along*dy
	return ex*ex + ey*ey
}

// readOutline reads the lines of an SVG whose shapes are stroked, not filled.
func readOutline(svg []byte) (outline, error) {
	var drawing struct {
		Shapes []shape `xml:",any"`
	}
	if err := xml.Unmarshal(svg, &drawing); err != nil {
		return nil, err
	}
	var p pen
	for _, s := range drawing.Shapes {
		if err := p.shape(s); err != nil {
			return nil, err
		}
	}
	return p.drawn, nil
}

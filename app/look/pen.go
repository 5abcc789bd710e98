package look

import (
	"encoding/xml"
	"fmt"
	"math"
	"regexp"
	"strconv"
)

// shape is an element of an icon's SVG.
type shape struct {
	XMLName xml.Name
	D       string  `xml:"d,attr"`
	Points  string  `xml:"points,attr"`
	X       float64 `xml:"x,attr"`
	Y       float64 `xml:"y,attr"`
	W       float64 `xml:"width,attr"`
	H       float64 `xml:"height,attr"`
	R       float64 `xml:"r,attr"`
	RX      float64 `xml:"rx,attr"`
	CX      float64 `xml:"cx,attr"`
	CY      float64 `xml:"cy,attr"`
	X1      float64 `xml:"x1,attr"`
	Y1      float64 `xml:"y1,attr"`
	X2      float64 `xml:"x2,attr"`
	Y2      float64 `xml:"y2,attr"`
}

// pen follows the shapes of an SVG and keeps the straight lines it drew; curves
// are cut into pieces too short to tell.
type pen struct {
	drawn  outline
	x, y   float64 // where it is
	startX float64 // where the current line of a path began
	startY float64
	ctrlX  float64 // the last control point of a curve, for the smooth commands
	ctrlY  float64
}

func (p *pen) move(x, y float64) { p.x, p.y, p.startX, p.startY = x, y, x, y }

func (p *pen) line(x, y float64) {
	p.drawn = append(p.drawn, stretch{p.x, p.y, x, y})
	p.x, p.y = x, y
}

func (p *pen) shape(s shape) error {
	switch s.XMLName.Local {
	case "path":
		return p.path(s.D)
	case "circle":
		p.move(s.CX+s.R, s.CY)
		p.turn(s.CX, s.CY, s.R, 0, 2*math.Pi)
	case "line":
		p.move(s.X1, s.Y1)
		p.line(s.X2, s.Y2)
	case "rect":
		p.rect(s.X, s.Y, s.W, s.H, s.RX)
	case "polyline":
		return p.path("M" + s.Points)
	case "polygon":
		return p.path("M" + s.Points + "Z")
	default:
		return fmt.Errorf("unknown shape %q", s.XMLName.Local)
	}
	return nil
}

func (p *pen) rect(x, y, w, h, r float64) {
	p.move(x+r, y)
	p.line(x+w-r, y)
	p.turn(x+w-r, y+r, r, -math.Pi/2, 0)
	p.line(x+w, y+h-r)
	p.turn(x+w-r, y+h-r, r, 0, math.Pi/2)
	p.line(x+r, y+h)
	p.turn(x+r, y+h-r, r, math.Pi/2, math.Pi)
	p.line(x, y+r)
	p.turn(x+r, y+r, r, math.Pi, 1.5*math.Pi)
}

// turn draws an arc of a circle from one angle to another.
func (p *pen) turn(cx, cy, r, from, to float64) {
	const step = math.Pi / 16
	n := int(math.Ceil(math.Abs(to-from) / step))
	for i := 1; i <= n; i++ {
		sin, cos := math.Sincos(from + (to-from)*float64(i)/float64(n))
		p.line(cx+r*cos, cy+r*sin)
	}
}

// cubic draws a Bézier curve.
func (p *pen) cubic(x1, y1, x2, y2, x, y float64) {
	const n = 16
	x0, y0 := p.x, p.y
	for i := 1; i <= n; i++ {
		t := float64(i) / n
		u := 1 - t
		a, b, c, d := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		p.line(a*x0+b*x1+c*x2+d*x, a*y0+b*y1+c*y2+d*y)
	}
	p.ctrlX, p.ctrlY = x2, y2
}

// arc draws an arc of a circle to x, y, as SVG gives it: by radius, and which
// of the four that fit. Ellipses do not occur.
func (p *pen) arc(r float64, large, clockwise bool, x, y float64) {
	dx, dy := x-p.x, y-p.y
	chord := math.Hypot(dx, dy)
	if chord == 0 || r == 0 {
		p.line(x, y)
		return
	}
	r = math.Max(r, chord/2)
	rise := math.Sqrt(r*r - chord*chord/4)
	if large == clockwise {
		rise = -rise
	}
	cx, cy := (p.x+x)/2-rise*dy/chord, (p.y+y)/2+rise*dx/chord
	from, to := math.Atan2(p.y-cy, p.x-cx), math.Atan2(y-cy, x-cx)
	if clockwise && to < from {
		to += 2 * math.Pi
	} else if !clockwise && to > from {
		to -= 2 * math.Pi
	}
	p.turn(cx, cy, r, from, to)
}

// path draws path data, which starts from the origin.
func (p *pen) path(d string) error {
	p.move(0, 0)
	for _, part := range commandPattern.FindAllStringSubmatch(d, -1) {
		name := part[1][0]
		numbers := numbersOf(name, part[2])
		n := argumentsOf[name&^0x20]
		if n == 0 {
			p.line(p.startX, p.startY)
			continue
		}
		if len(numbers)%n != 0 || len(numbers) == 0 {
			return fmt.Errorf("path data %q", part[0])
		}
		for i := 0; i < len(numbers); i += n {
			p.command(name, numbers[i:i+n])
			switch name { // more pairs after a move are lines
			case 'M':
				name = 'L'
			case 'm':
				name = 'l'
			}
		}
	}
	return nil
}

var (
	commandPattern = regexp.MustCompile(`([MmLlHhVvCcSsAaZz])([^MmLlHhVvCcSsAaZz]*)`)
	numberPattern  = regexp.MustCompile(`[-+]?(?:\d+\.?\d*|\.\d+)`)

	argumentsOf = map[byte]int{'M': 2, 'L': 2, 'H': 1, 'V': 1, 'C': 6, 'S': 4, 'A': 7, 'Z': 0}
)

// numbersOf returns the arguments of a command. The flags of an arc are single
// digits, which may touch the number that follows.
func numbersOf(command byte, s string) []float64 {
	arc := command&^0x20 == 'A'
	var numbers []float64
	for {
		at := numberPattern.FindStringIndex(s)
		if at == nil {
			return numbers
		}
		if k := len(numbers) % 7; arc && (k == 3 || k == 4) {
			at[1] = at[0] + 1
		}
		v, err := strconv.ParseFloat(s[at[0]:at[1]], 64)
		if err != nil {
			return nil
		}
		numbers, s = append(numbers, v), s[at[1]:]
	}
}

// command draws one command of a path; lower case is relative to where the pen
// is.
func (p *pen) command(name byte, a []float64) {
	var x, y float64
	if name >= 'a' {
		x, y = p.x, p.y
	}
	switch name &^ 0x20 {
	case 'M':
		p.move(x+a[0], y+a[1])
	case 'L':
		p.line(x+a[0], y+a[1])
	case 'H':
		p.line(x+a[0], p.y)
	case 'V':
		p.line(p.x, y+a[0])
	case 'C':
		p.cubic(x+a[0], y+a[1], x+a[2], y+a[3], x+a[4], y+a[5])
		return
	case 'S':
		p.cubic(2*p.x-p.ctrlX, 2*p.y-p.ctrlY, x+a[0], y+a[1], x+a[2], y+a[3])
		return
	case 'A':
		p.arc(a[0], a[3] != 0, a[4] != 0, x+a[5], y+a[6])
	}
	p.ctrlX, p.ctrlY = p.x, p.y
}

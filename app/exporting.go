package app

import (
	"os"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// How briefings are exported: what the user prefers, and what the checks say.

// The choices of the dialog, and what they are in the preferences.
var (
	unverifiedChoices = []string{"Nothing is exported", "It is stamped UNVERIFIED"}
	unverifiedValues  = []export.Unverified{export.Refuse, export.Stamp}
	receiptChoices    = []string{"None", "As an annex to the note", "As a file beside it"}
	receiptValues     = []export.ReceiptForm{export.NoReceipt, export.Annex, export.Sidecar}
	typeChoices       = []string{"As the template has it", "Accessible: sans serif, 12 pt", "Large: sans serif, 14 pt"}
	typeValues        = []layout.TypeSize{layout.FormType, layout.AccessibleType, layout.LargeType}
)

// exportOptions are the user's: paper and type, what becomes of a note that is not
// proved, and how the receipt of the proof goes out.
func (d *desk) exportOptions() export.Options {
	p := d.app.Preferences()
	o := export.Options{Paper: d.paper(), Unverified: export.Unverified(p.String(prefUnverified)), Receipt: export.ReceiptForm(p.String(prefReceipt))}
	if !slices.Contains(unverifiedValues, o.Unverified) {
		o.Unverified = export.Refuse
	}
	if !slices.Contains(receiptValues, o.Receipt) {
		o.Receipt = export.NoReceipt
	}
	if size := layout.TypeSize(p.String(prefType)); slices.Contains(typeValues, size) {
		o.Look.Type = size
	}
	return o
}

// checkExport says why a briefing cannot be exported to a path, the last part of
// which may be a pattern.
func checkExport(path string) string {
	path = expanded(path)
	if _, err := export.FormatOf(path); err != nil {
		return "End the name in " + export.Endings() + "."
	}
	if _, err := export.FileName(path, manuscript.Manuscript{}); err != nil {
		return "A name may have " + export.Placeholders() + "."
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return "There is no folder " + filepath.Dir(path) + "."
	}
	return ""
}

// checks says what is proved of the open briefing, and lists what the checks
// found: a few findings, each with a link to its place.
type checks struct {
	widget.BaseWidget
	desk     *desk
	prepared export.Prepared
	show     func(briefing.Finding)
	refused  bool // nothing can be exported as things are
	hovered  int  // the finding under the pointer, or -1
}

const (
	checksMost  = 4
	checksPitch = 26
	checksWidth = 520
)

func newChecks(d *desk, show func(briefing.Finding)) *checks {
	c := &checks{desk: d, prepared: d.prepared, show: show, hovered: -1}
	c.ExtendBaseWidget(c)
	return c
}

// listed are the findings that are shown, the gravest first.
func (c *checks) listed() []briefing.Finding {
	found := serious(c.prepared.Findings)
	slices.SortStableFunc(found, func(a, b briefing.Finding) int { return gravity(a) - gravity(b) })
	return found[:min(len(found), checksMost)]
}

func gravity(f briefing.Finding) int {
	if f.Severity == briefing.SeverityError {
		return 0
	}
	return 1
}

// CreateRenderer implements fyne.Widget.
func (c *checks) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(c, c.draw, func() fyne.Size {
		return fyne.NewSize(checksWidth, float32(1+len(c.listed()))*checksPitch+12)
	})
}

func (c *checks) draw(p *look.Painter) {
	w := p.Size().Width
	p.Rect(0, 4, w, 1, look.Line)
	p.Text("Checks", look.PaneText, look.Ink2, 0, look.PaneText.Centred(12+checksPitch/2))
	c.drawProof(p, 12+checksPitch/2)
	for i, f := range c.listed() {
		c.drawFinding(p, i, f, w)
	}
}

func (c *checks) drawProof(p *look.Painter, y float32) {
	r := c.prepared.Report
	icon, ink := look.IconVerified, look.OK
	if r.Verified < r.Checked {
		icon, ink = look.IconAlert, look.Err
	}
	said := verifiedWords(r.Verified, r.Checked)
	if c.refused {
		said += ": export is refused, as chosen above"
	}
	p.Icon(icon, labelWidth, y-7, 14, ink)
	end := p.Text(said, look.RowTitle, ink, labelWidth+20, look.RowTitle.Centred(y))
	about := look.Ellipsis(pagesWords(c.prepared), look.Meta, p.Size().Width-end-12)
	p.Text(about, look.Meta, look.Ink2, end+12, look.Meta.Centred(y))
}

func (c *checks) drawFinding(p *look.Painter, i int, f briefing.Finding, width float32) {
	y := 12 + (float32(i)+1.5)*checksPitch
	ink := look.Warn
	if f.Severity == briefing.SeverityError {
		ink = look.Err
	}
	if i == c.hovered {
		p.Round(labelWidth-6, y-checksPitch/2+1, width-labelWidth+6, checksPitch-2, 6, look.Hover, look.Transparent)
	}
	right := width
	if f.Block > 0 {
		right = p.TextRight("Show", look.MetaMedium, look.Accent, width-4, look.MetaMedium.Centred(y)) - 10
	}
	p.Icon(look.IconWarning, labelWidth, y-7, 14, ink)
	p.Text(look.Ellipsis(f.Message, look.PaneText, right-labelWidth-20), look.PaneText, look.Ink, labelWidth+20, look.PaneText.Centred(y))
}

// findingAt is the finding at a place that has one to go to, or -1.
func (c *checks) findingAt(at fyne.Position) int {
	i := int((at.Y-12)/checksPitch) - 1
	if found := c.listed(); at.Y < 12+checksPitch || i >= len(found) || found[i].Block == 0 {
		return -1
	}
	return i
}

// Tapped goes to the place of a finding.
func (c *checks) Tapped(e *fyne.PointEvent) {
	if i := c.findingAt(e.Position); i >= 0 {
		c.show(c.listed()[i])
	}
}

// MouseIn shows what is under the pointer.
func (c *checks) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved shows what is under the pointer.
func (c *checks) MouseMoved(e *desktop.MouseEvent) { c.hover(c.findingAt(e.Position)) }

// MouseOut shows that nothing is.
func (c *checks) MouseOut() { c.hover(-1) }

func (c *checks) hover(i int) {
	if i != c.hovered {
		c.hovered = i
		c.Refresh()
	}
}

// pagesWords say how long the note is and how it is marked.
func pagesWords(p export.Prepared) string {
	said := plural(p.Pages, "page")
	if mark := p.Manuscript.Banner.Mark; mark != "" {
		said += " · " + string(mark)
	}
	return said
}

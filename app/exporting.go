package app

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
)

// The dialog that a briefing is exported by.

// The choices of the dialog, and what they are in the preferences.
var (
	unverifiedChoices = []string{"Nothing is exported", "It is stamped UNVERIFIED"}
	unverifiedValues  = []export.Unverified{export.Refuse, export.Stamp}
	receiptChoices    = []string{"None", "As an annex to the note", "As a file beside it"}
	receiptValues     = []export.ReceiptForm{export.NoReceipt, export.Annex, export.Sidecar}
)

// exportOptions are the user's: the paper, what becomes of a note that is not
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
	return o
}

// exportSheet is the dialog while it is open.
type exportSheet struct {
	desk   *desk
	form   *form
	checks *checks
	export *look.Button
	close  func()
}

// askExport asks where the open briefing is to be written, and says what of it
// is proved.
func (d *desk) askExport() {
	if d.noteErr != nil {
		d.fail("This briefing cannot be exported", d.noteErr)
		return
	}
	x := &exportSheet{desk: d}
	options := d.exportOptions()
	x.form = newForm([]field{
		{label: "File", value: filepath.Join(d.folder(), fileName(d.briefing, d.prepared)), check: checkExport},
		{label: "If unverified", value: unverifiedChoices[slices.Index(unverifiedValues, options.Unverified)], choices: unverifiedChoices},
		{label: "Receipt", value: receiptChoices[slices.Index(receiptValues, options.Receipt)], choices: receiptChoices},
	})
	x.form.onSubmit = x.submit
	x.form.onChoice = x.keepOptions
	x.checks = newChecks(d, func(f briefing.Finding) {
		x.close()
		d.goToFinding(f)
	})
	browse := look.NewButton("", "Browse…", look.Quiet, func() { d.browseExport(x.form.inputs[0].SetText) })
	cancel := look.NewButton("", "Cancel", look.Quiet, func() { x.close() })
	x.export = look.NewButton("", "Export", look.Primary, x.submit)
	x.enable()
	x.close = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: "Export " + titleOf(d.briefing), Content: container.NewVBox(x.form, x.checks), Size: fyne.NewSize(640, 0),
		Buttons: []*look.Button{browse, cancel, x.export}, First: x.form.first(),
	})
	x.form.inputs[0].(*look.TextField).Focus()
}

// checkExport says why a briefing cannot be exported to a path.
func checkExport(path string) string {
	path = expanded(path)
	if _, err := export.FormatOf(path); err != nil {
		return "End the name in .pdf, .png, .md or .txt."
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return "There is no folder " + filepath.Dir(path) + "."
	}
	return ""
}

// keepOptions keeps what was chosen, and shows in the preview what it changes.
func (x *exportSheet) keepOptions() {
	p, v := x.desk.app.Preferences(), x.form.values()
	p.SetString(prefUnverified, string(unverifiedValues[slices.Index(unverifiedChoices, v[1])]))
	p.SetString(prefReceipt, string(receiptValues[slices.Index(receiptChoices, v[2])]))
	x.desk.setNote()
	x.enable()
}

// enable lets the button say what it will do, and only what it can.
func (x *exportSheet) enable() {
	unproved := x.desk.prepared.Verified < x.desk.prepared.Checked
	stamped := x.desk.exportOptions().Unverified == export.Stamp
	label := "Export"
	if unproved && stamped {
		label = "Export Stamped UNVERIFIED"
	}
	x.export.SetLabel(label)
	x.export.SetEnabled(!unproved || stamped)
	x.checks.refused = unproved && !stamped
	x.checks.Refresh()
}

func (x *exportSheet) submit() {
	if x.export.Disabled() || !x.form.check() {
		return
	}
	path := expanded(x.form.values()[0])
	x.close()
	x.desk.confirmExport(path)
}

// confirmExport asks before a file that is there already is replaced.
func (d *desk) confirmExport(path string) {
	firstImage := strings.TrimSuffix(path, filepath.Ext(path)) + "-1" + filepath.Ext(path)
	there := []string{path, firstImage}
	if d.exportOptions().Receipt == export.Sidecar {
		there = append(there, path+".receipt.json")
	}
	for _, there := range there {
		if exists(there) {
			d.confirm("Replace the file?", there+" is there already.", "Replace", func() { d.exportTo(path) })
			return
		}
	}
	d.exportTo(path)
}

// checks says what is proved of the open briefing, and lists what the checks
// found: a few findings, each with a link to its place.
type checks struct {
	widget.BaseWidget
	desk    *desk
	show    func(briefing.Finding)
	refused bool // nothing can be exported as things are
	hovered int  // the finding under the pointer, or -1
}

const (
	checksMost  = 4
	checksPitch = 26
	checksWidth = 560
)

func newChecks(d *desk, show func(briefing.Finding)) *checks {
	c := &checks{desk: d, show: show, hovered: -1}
	c.ExtendBaseWidget(c)
	return c
}

// listed are the findings that are shown, the gravest first.
func (c *checks) listed() []briefing.Finding {
	found := serious(c.desk.prepared.Findings)
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
		rows := 1 + checksMost
		if n := len(c.listed()); n < checksMost {
			rows = 2 + n
		}
		return fyne.NewSize(checksWidth, float32(rows)*checksPitch+12)
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
	r := c.desk.prepared.Report
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
	about := look.Ellipsis(c.desk.pagesWords(), look.Meta, p.Size().Width-end-12)
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
func (d *desk) pagesWords() string {
	said := plural(d.prepared.Pages, "page")
	if mark := d.prepared.Manuscript.Banner.Mark; mark != "" {
		said += " · " + string(mark)
	}
	return said
}

package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"briefdesk/app/look"
	"briefdesk/app/passages"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/refs"
)

// What goes out to other programs is shown before it goes: the articles, each ticked
// or not, the file, and its format.

// outgoing is what of articles goes out.
type outgoing struct {
	title, name, noun string // of the dialog, of the file, of one thing
	stays             string // what does not go along
	formats           []refs.Format
	write             func(d *desk, ctx context.Context, extension string, articles []briefing.ID) (data []byte, n int, err error)
}

var outgoingSources = outgoing{
	"Export sources", "sources", "source", "Grades and notices stay here.", refs.SourceFormats(),
	func(d *desk, ctx context.Context, extension string, articles []briefing.ID) ([]byte, int, error) {
		return d.session.ExportSources(ctx, extension, articles...)
	},
}

var outgoingPassages = outgoing{
	"Export passages", "passages", "passage", "Notes and tags go along.", refs.MarkFormats(),
	func(d *desk, ctx context.Context, extension string, articles []briefing.ID) ([]byte, int, error) {
		data, n, _, err := d.session.ExportPassages(ctx, extension, articles...)
		return data, n, err
	},
}

func (d *desk) askExportSources() {
	rows := make([]departure, len(d.listed.sources))
	for i, r := range d.listed.sources {
		rows[i] = departure{id: r.ID, title: r.Title, detail: originWords(r.Publisher, r.Published), things: 1, taken: true}
	}
	d.showOutgoing(outgoingSources, rows)
}

func (d *desk) askExportPassages() { d.showOutgoing(outgoingPassages, passagesByArticle(d.rows)) }

// passagesByArticle are the articles of passages, which stand together.
func passagesByArticle(list []passages.Row) []departure {
	var rows []departure
	for _, r := range list {
		if last := len(rows) - 1; last < 0 || rows[last].id != r.Article {
			rows = append(rows, departure{id: r.Article, title: r.Title, detail: originWords(r.Publisher, r.Published), taken: true})
		}
		row := &rows[len(rows)-1]
		row.things++
		if r.Marking != "" {
			row.marked++
		}
	}
	for i, r := range rows {
		rows[i].aside = plural(r.things, "passage")
		if r.marked > 0 {
			rows[i].aside += fmt.Sprintf(", %d marked", r.marked)
		}
	}
	return rows
}

// originWords say where an article is from.
func originWords(publisher, published string) string {
	parts := slices.DeleteFunc([]string{publisher, look.Day(published, 0)}, func(s string) bool { return s == "" })
	return cmp.Or(strings.Join(parts, " · "), unknownOrigin)
}

// departure is an article of which something goes out.
type departure struct {
	id                   briefing.ID
	title, detail, aside string
	things, marked       int // how many go out with it, and how many of these are marked
	taken                bool
}

// outgoingSheet asks what goes out, and where to.
type outgoingSheet struct {
	outgoing
	desk   *desk
	rows   []departure
	list   *rowList
	file   *look.TextField
	format *look.Segmented
	says   *lines
	act    *look.Button
	close  func()
}

const (
	outgoingWidth = 672
	outgoingMost  = 300
	outgoingLeast = 120
)

func (d *desk) showOutgoing(what outgoing, rows []departure) {
	x := &outgoingSheet{outgoing: what, desk: d, rows: rows, file: look.NewTextField("The file to write"), says: newLines("", outgoingWidth)}
	labels := make([]string, len(what.formats))
	for i, f := range what.formats {
		labels[i] = f.Label
	}
	x.format = look.NewSegmented(labels...)
	x.format.OnChanged = x.setFormat
	x.file.SetText(filepath.Join(d.folder(), what.name+what.formats[0].Extension))
	x.file.OnChanged = func(string) { x.named() }
	x.file.OnSubmit = func(string) { x.submit() }
	x.list = x.newList()
	cancel := look.NewButton("", "Cancel", look.Quiet, func() { x.close() })
	browse := look.NewButton("", "Browse…", look.Quiet, func() { d.browseSave(what.title, what.name+x.extension(), x.file.SetText) })
	x.act = look.NewButton("", "Export", look.Primary, x.submit)
	x.enable()
	format := container.New(insets{0, outgoingWidth - float32(len(labels))*150, 10, 10}, x.format)
	x.close = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: what.title, Content: container.NewVBox(x.file, format, x.list.scroll, container.New(insets{0, 0, 10, 0}, x.says)),
		Size: fyne.NewSize(outgoingWidth+48, 0), Buttons: []*look.Button{browse, cancel, x.act}, First: x.file.Input(),
	})
	x.file.Focus()
}

func (x *outgoingSheet) newList() *rowList {
	l := newPickList(x.draw)
	l.tapped = func(i int, _ fyne.Position, _ fyne.Size) { x.turn(i) }
	l.key = func(i int, e *fyne.KeyEvent) bool {
		switch e.Name {
		case fyne.KeySpace:
			x.turn(i)
		case fyne.KeyReturn, fyne.KeyEnter:
			x.submit()
		default:
			return false
		}
		return true
	}
	l.begin(len(x.rows))
	l.scroll.SetMinSize(fyne.NewSize(outgoingWidth, min(max(l.total(), outgoingLeast), outgoingMost)))
	return l
}

// turn ticks an article, or takes its tick away.
func (x *outgoingSheet) turn(i int) {
	x.rows[i].taken = !x.rows[i].taken
	x.list.Refresh()
	x.enable()
}

func (x *outgoingSheet) draw(p *look.Painter, i int, at rowArea) {
	r := x.rows[i]
	icon, ink := look.IconSquare, look.Ink3
	if r.taken {
		icon, ink = look.IconSquareCheck, look.Accent
	}
	p.Icon(icon, at.left, at.top+at.height/2-8, 16, ink)
	left, aside := at.left+tickRoom, look.Ink2
	if r.marked > 0 {
		aside = look.Warn
	}
	right := p.TextRight(r.aside, look.Meta, aside, at.right, look.Meta.Centred(at.first())) - 12
	p.Text(look.Ellipsis(r.title, look.RowTitle, right-left), look.RowTitle, look.Ink, left, look.RowTitle.Centred(at.first()))
	p.Text(look.Ellipsis(r.detail, look.Meta, at.right-left), look.Meta, look.Ink2, left, look.Meta.Centred(at.second()))
}

func (x *outgoingSheet) extension() string { return x.formats[x.format.Selected()].Extension }

// setFormat gives the name of the file the ending of the format.
func (x *outgoingSheet) setFormat(int) {
	if path := x.file.Text(); !strings.EqualFold(filepath.Ext(path), x.extension()) {
		x.file.SetText(strings.TrimSuffix(path, filepath.Ext(path)) + x.extension())
	}
}

// named follows what is typed as the file's name.
func (x *outgoingSheet) named() {
	x.format.Select(slices.IndexFunc(x.formats, func(f refs.Format) bool { return strings.EqualFold(f.Extension, filepath.Ext(x.file.Text())) }))
	x.enable()
}

// problem is why nothing can be written, or empty.
func (x *outgoingSheet) problem() string {
	path := expanded(x.file.Text())
	if !strings.EqualFold(filepath.Ext(path), x.extension()) {
		return "No format has that ending; choose " + endings(x.formats) + "."
	}
	return checkNewFile(path)
}

// enable says what goes out, and lets the button do it.
func (x *outgoingSheet) enable() {
	things, marked := 0, 0
	for _, r := range x.rows {
		if r.taken {
			things, marked = things+r.things, marked+r.marked
		}
	}
	problem := x.problem()
	x.file.SetInvalid(problem)
	switch {
	case problem != "":
		x.says.set(problem, look.Err)
	case marked > 0:
		x.says.set(fmt.Sprintf("%s %s marked; the marking goes along, but other programs may not heed it.", x.stays, countIs(marked)), look.Warn)
	default:
		x.says.set(x.stays, look.Ink2)
	}
	x.act.SetLabel("Export " + plural(things, x.noun))
	x.act.SetEnabled(things > 0 && problem == "")
}

// countIs is a number with its verb.
func countIs(n int) string {
	if n == 1 {
		return "1 is"
	}
	return fmt.Sprintf("%d are", n)
}

// chosen are the articles that are ticked; none are all that there are.
func (x *outgoingSheet) chosen() []briefing.ID {
	var ids []briefing.ID
	for _, r := range x.rows {
		if r.taken {
			ids = append(ids, r.id)
		}
	}
	if len(ids) == len(x.rows) {
		return nil
	}
	return ids
}

func (x *outgoingSheet) submit() {
	if x.act.Disabled() {
		return
	}
	d, path, articles := x.desk, expanded(x.file.Text()), x.chosen()
	x.close()
	d.app.Preferences().SetString(prefFolder, filepath.Dir(path))
	n := 0
	work := func(ctx context.Context, _ func(done, of int)) error {
		data, count, err := x.write(d, ctx, filepath.Ext(path), articles)
		if err != nil {
			return err
		}
		n = count
		return export.Save([]export.File{{Name: path, Data: data}}, d.fileMode)
	}
	d.start("Writing "+filepath.Base(path), work, func(err error) {
		switch {
		case errors.Is(err, context.Canceled):
			d.toast("Stopped; nothing is written")
		case err != nil:
			d.fail(filepath.Base(path)+" is not written", err)
		default:
			d.toast("Wrote " + filepath.Base(path) + ": " + plural(n, x.noun))
		}
	})
}

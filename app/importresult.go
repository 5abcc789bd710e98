package app

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing/importer"
	"briefdesk/briefing/library"
)

// What imports came to: shown in the panes while they run, and told as a list
// of their files afterwards.

// showEvery is how often the panes follow an import under way.
const showEvery = 400 * time.Millisecond

// beginImport has what is imported shown now and then until endImport, rather
// than article by article: filling the panes takes longer than reading a page.
func (d *desk) beginImport() { d.importing++ }

func (d *desk) endImport() {
	d.importing--
	d.showImported()
}

// canWait reports whether nobody looks at what an edit touched: articles, but
// not the open one.
func (d *desk) canWait(refs []library.Ref) bool {
	return !slices.ContainsFunc(refs, func(r library.Ref) bool { return r.Kind != library.KindArticle || r.ID == d.article })
}

func (d *desk) showLater(refs []library.Ref) {
	if len(d.unshown) == 0 {
		d.clock(showEvery, d.showImported)
	}
	d.unshown = append(d.unshown, refs...)
}

// showImported shows what was imported since it was shown last.
func (d *desk) showImported() {
	refs := d.unshown
	d.unshown = nil
	if len(refs) > 0 {
		d.show(refs)
	}
}

func (d *desk) hasImport() bool { return d.lastImport != nil && len(d.lastImport.outcomes) > 0 }

func (d *desk) showLastImport() { d.showImport(d.lastImport) }

// showImport lists what an import came to: what wants reading, or all of it.
func (d *desk) showImport(b *batch) {
	l := newImportList(b)
	var closeIt func()
	l.act = func(o outcome) {
		switch {
		case o.isLocked() && d.writable():
			closeIt()
			delete(b.skipped, o.file)
			d.askPassword(b, o.file)
		case o.err != nil:
			closeIt()
			d.retryImport(b, []string{o.file})
		case !o.article.IsZero():
			closeIt()
			d.openArticle(o.article)
		}
	}
	buttons := []*look.Button{look.NewButton(look.IconCopy, "Copy the List", look.Quiet, func() {
		d.app.Clipboard().SetContent(b.text())
		d.toast("Copied what became of " + plural(len(b.outcomes), "source"))
	})}
	if again := b.retriable(); len(again) > 0 {
		buttons = append(buttons, look.NewButton(look.IconRefresh, "Try All Again", look.Quiet, func() {
			closeIt()
			d.retryImport(b, again)
		}))
	}
	buttons = append(buttons, look.NewButton("", "Close", look.Primary, func() { closeIt() }))
	closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: b.sentence(), Content: l.content, Size: fyne.NewSize(720, 0), Buttons: buttons, First: l.list,
	})
}

// retryImport reads files again that were not imported.
func (d *desk) retryImport(b *batch, files []string) {
	if !d.refuseWrite() {
		d.readFiles(b, d.importer, files, func() { d.settle(b) })
	}
}

// retriable are the files that failed for want of something else than a password.
func (b *batch) retriable() []string {
	var files []string
	for _, o := range b.failed() {
		if !o.isLocked() {
			files = append(files, o.file)
		}
	}
	return files
}

// sentence says what an import came to.
func (b *batch) sentence() string {
	good, failed := b.good(), b.failed()
	switch {
	case len(failed) == 0 && len(good) == 1:
		return look.Ellipsis(told(good[0]), look.DialogTitle, 640)
	case len(failed) == 0:
		return counted(good)
	case len(good) == 0:
		return plural(len(failed), "file") + " could not be imported"
	}
	return counted(good) + "; " + plural(len(failed), "file") + " could not be"
}

// text is the list of what became of each file, for other programs.
func (b *batch) text() string {
	var s strings.Builder
	for _, o := range b.outcomes {
		fmt.Fprintf(&s, "%s: %s", o.file, statusWords(o))
		if o.title != "" && o.status != "" {
			fmt.Fprintf(&s, ", “%s”", o.title)
		}
		s.WriteByte('\n')
		for _, r := range remarks(o) {
			fmt.Fprintf(&s, "\t%s\n", r)
		}
	}
	return s.String()
}

// remarks are what is to be read about an outcome: why it failed, or what may
// have been misread.
func remarks(o outcome) []string {
	if o.err != nil {
		return []string{reasonOf(o.err)}
	}
	return o.warnings
}

// reasonOf is why a file was not imported, as a sentence without its name.
func reasonOf(err error) string {
	if e := (*importer.Error)(nil); errors.As(err, &e) {
		return sentence(e.Reason)
	}
	return sentence(err.Error())
}

// sentence begins s with a capital and ends it with a full stop.
func sentence(s string) string {
	if s = capital(s); !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

// capital is s with a capital at the start.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// statusWords say what became of an article or a file.
func statusWords(o outcome) string {
	switch {
	case o.isLocked():
		return "Needs a password"
	case o.err != nil:
		return "Not imported"
	}
	switch o.status {
	case session.ImportAdded:
		return "Added"
	case session.ImportSnapshot:
		return "Changed, new text kept"
	case session.ImportUnchanged:
		return "There already"
	case session.ImportDuplicate:
		return "Text is there already"
	}
	return "Left out"
}

// importList is the list of what became of the files of an import.
type importList struct {
	all, shown []outcome
	act        func(outcome)
	list       *rowList
	content    fyne.CanvasObject
}

const (
	importWidth = 672
	importMost  = 420
	importLeast = 240
	importText  = 40 // where the text of a row begins
	importHead  = 30 // the height of its first line
)

// newImportList shows what wants reading, where something does, and lets all
// else be shown.
func newImportList(b *batch) *importList {
	l := &importList{all: b.outcomes}
	l.list = newRowList(importWidth, importMost)
	l.list.height, l.list.row = l.height, l.draw
	l.list.tapped = func(i int, at fyne.Position, size fyne.Size) {
		if o := l.shown[i]; at.X > size.Width-28-look.Width(actionOf(o), look.MetaMedium) && at.Y > size.Height-importHead {
			l.act(o)
		}
	}
	l.list.key = func(i int, e *fyne.KeyEvent) bool {
		if e.Name != fyne.KeyReturn && e.Name != fyne.KeyEnter {
			return false
		}
		l.act(l.shown[i])
		return true
	}
	reading, least := b.those(outcome.wantsReading), float32(0)
	if len(reading) == 0 || len(reading) == len(l.all) {
		l.show(l.all)
		l.content = l.list.scroll
	} else {
		parts := look.NewSegmented("To check", "All")
		parts.SetCount(0, len(reading))
		parts.SetCount(1, len(l.all))
		parts.OnChanged = func(i int) { l.show([][]outcome{reading, l.all}[i]) }
		l.show(reading)
		least = importLeast // for the others
		l.content = container.NewBorder(container.New(insets{0, importWidth - 280, 0, 10}, parts), nil, nil, nil, l.list.scroll)
	}
	l.list.scroll.SetMinSize(fyne.NewSize(importWidth, min(max(l.list.total(), least), importMost)))
	return l
}

func (l *importList) show(some []outcome) {
	l.shown = some
	l.list.begin(len(some))
}

// actionOf is what can be done about an outcome, or empty.
func actionOf(o outcome) string {
	switch {
	case o.isLocked():
		return "Enter Password…"
	case o.err != nil:
		return "Try Again"
	case !o.article.IsZero():
		return "Open"
	}
	return ""
}

// lines are what a row says below its first line.
func (l *importList) lines(o outcome, width float32) []string {
	var lines []string
	if file := filepath.Base(o.file); o.status != "" {
		lines = append(lines, look.Ellipsis(file, look.Meta, width))
	}
	for _, r := range remarks(o) {
		lines = append(lines, look.Wrap(r, look.Meta, width)...)
	}
	return lines
}

// textWidth leaves room for the action at the right.
func (l *importList) textWidth(o outcome, width float32) float32 {
	return width - importText - 44 - look.Width(actionOf(o), look.MetaMedium)
}

func (l *importList) height(i int, width float32) float32 {
	o := l.shown[i]
	return importHead + max(float32(len(l.lines(o, l.textWidth(o, width)))), 1)*look.Meta.LineHeight() + 10
}

func (l *importList) draw(p *look.Painter, i int, at rowArea) {
	o := l.shown[i]
	at.drawGround(p)
	first := at.top + 6 + importHead/2 - 4
	icon, ink := look.IconCheck, look.OK
	switch {
	case o.isLocked():
		icon, ink = look.IconLock, look.Warn
	case o.err != nil:
		icon, ink = look.IconAlert, look.Err
	case len(o.warnings) > 0:
		icon, ink = look.IconWarning, look.Warn
	case o.status == "":
		icon, ink = look.IconMinus, look.Ink3
	}
	p.Icon(icon, 16, first-7, 14, ink)
	right := at.width - 24
	status := p.TextRight(statusWords(o), look.Meta, look.Ink2, right, look.Meta.Centred(first))
	title := o.title
	if title == "" || o.status == "" {
		title = filepath.Base(o.file)
	}
	p.Text(look.Ellipsis(title, look.RowTitle, status-16-importText), look.RowTitle, look.Ink, importText, look.RowTitle.Centred(first))
	y := at.top + importHead
	for _, line := range l.lines(o, l.textWidth(o, at.width)) {
		p.Text(line, look.Meta, look.Ink2, importText, look.Meta.Baseline(y))
		y += look.Meta.LineHeight()
	}
	p.TextRight(actionOf(o), look.MetaMedium, look.Accent, right, look.MetaMedium.Centred(at.top+at.height-19))
}

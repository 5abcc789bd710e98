package app

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/marking"
)

// The dialog that a briefing is exported by. Whatever is chosen there is set and
// proved at once beside the window, so that the page, the checks and what is kept
// back are those of the file that is to be written.

// The choices that hold for one export alone.
var (
	copyLabels = []string{"As it is", "Reader copy", "Record copy"}
	copyForms  = []manuscript.CopyForm{manuscript.WorkingCopy, manuscript.ReaderCopy, manuscript.RecordCopy}
	copySays   = []string{
		"With its citations.",
		"The same words, without citations, lists of sources and annexes.",
		"With citations and grades, and an annex on sources and proof.",
	}

	citationChoices = []string{"As the note says", "Notes at the foot of the page", "Notes at the end", "Author and date", "Source references (ICD 206)"}
	citationValues  = append([]briefing.CitationStyle{briefing.CiteAsTemplate}, briefing.CitationStyles()...)

	copiesLabels  = []string{"One file for all", "A numbered copy each"}
	attachLabels  = []string{"Not attached", "Attached, as plain text"}
	withPDFLabels = []string{"Not attached", "Attached"}
)

// everything is the recipient who may have the whole note.
const everything = "Everyone: the whole note"

// exportSheet is the dialog while it is open.
type exportSheet struct {
	desk     *desk
	profile  marking.Profile
	prepared export.Prepared // the note as the choices have it
	err      error           // why it cannot be set so
	setting  slot
	pending  bool // it is being set
	waiting  bool // to be exported, once it is

	form, copies                                      *look.Segmented
	recipient                                         formInput
	format, citations, attach, withPDF                *choice
	pageType, unverified, receipt                     *choice
	recipientSays, formSays, passwordSays, copiesSays *lines
	fileSays                                          *fileExample
	addressees                                        *addressees
	file, password, again                             *look.TextField
	pdfOnly                                           []fyne.CanvasObject // rows
	citationRow, withPDFRow                           fyne.CanvasObject
	checks                                            *checks
	leaves                                            *leaves
	card                                              *exportCard
	export                                            *look.Button
	close                                             func()
}

// askExport asks how the open briefing is to leave, for whom and where to.
func (d *desk) askExport() {
	if d.noteErr != nil {
		d.fail("This briefing cannot be exported", d.noteErr)
		return
	}
	d.newExportSheet().open()
}

// newExportSheet is the sheet of the open briefing, as the user prefers it.
func (d *desk) newExportSheet() *exportSheet {
	x := &exportSheet{desk: d, profile: d.exporter.Profiles[d.briefing.Profile], prepared: d.prepared}
	x.fill()
	x.show(d.prepared, nil)
	return x
}

func (x *exportSheet) open() {
	x.set()
	stopWaiting := func() { x.waiting = false }
	closeIt := look.ShowDialog(x.desk.win.Canvas(), look.Dialog{
		Content: x.card, Bare: true, Size: fyne.NewSize(exportWidth, exportHeight), First: x.file.Input(),
		OnCancel: stopWaiting,
	})
	x.close = func() {
		stopWaiting()
		closeIt()
	}
	x.file.Focus()
}

// fill makes all that is on the sheet.
func (x *exportSheet) fill() {
	d := x.desk
	options := d.exportOptions()
	x.file = look.NewTextField("The file to write")
	x.file.SetText(filepath.Join(d.folder(), d.app.Preferences().StringWithFallback(prefFileName, export.NamePattern+".pdf")))
	x.file.OnChanged = func(string) { x.named() }
	x.file.OnSubmit = func(string) { x.submit() }
	x.fileSays = newFileExample()
	x.format = newChoice(formatLabels(), formatOf(x.file.Text()).Label)
	x.format.onChanged = x.setFormat
	x.form = look.NewSegmented(copyLabels...)
	x.form.OnChanged = func(int) { x.set() }
	x.copies = look.NewSegmented(copiesLabels...)
	x.copies.OnChanged = func(int) { x.setCopies() }
	x.recipient = x.newRecipient()
	x.citations = x.newChoice(citationChoices, citationChoices[0])
	x.attach = x.newChoice(attachLabels, attachLabels[0])
	x.withPDF = x.newChoice(withPDFLabels, withPDFLabels[0])
	x.pageType = x.newChoice(typeChoices, typeChoices[slices.Index(typeValues, options.Look.Type)])
	x.unverified = x.newChoice(unverifiedChoices, unverifiedChoices[slices.Index(unverifiedValues, options.Unverified)])
	x.receipt = x.newChoice(receiptChoices, receiptChoices[slices.Index(receiptValues, options.Receipt)])
	x.password, x.again = x.newPassword("None"), x.newPassword("The same again")
	x.recipientSays, x.formSays, x.passwordSays, x.copiesSays = newSays(), newSays(), newSays(), newSays()
	x.addressees = newAddressees(d.canEditNote(), x.editAddressees)
	x.checks = newChecks(d, func(f briefing.Finding) {
		x.close()
		d.goToFinding(f)
	})
	x.leaves = newLeaves()
	x.export = look.NewButton("", "Export", look.Primary, x.submit)
	x.card = newExportCard(x)
	x.showRows()
}

func newSays() *lines { return newLines("", exportFieldWidth) }

func (x *exportSheet) newChoice(values []string, value string) *choice {
	c := newChoice(values, value)
	c.onChanged = x.set
	return c
}

func (x *exportSheet) newPassword(placeholder string) *look.TextField {
	in := look.NewTextField(placeholder)
	in.Input().Password = true
	in.OnChanged = func(string) { x.set() }
	in.OnSubmit = func(string) { x.submit() }
	return in
}

// newRecipient asks for the highest marking that a recipient may have: one of the
// levels or, where controls may follow them, one that is typed.
func (x *exportSheet) newRecipient() formInput {
	if len(x.profile.Groups) == 0 {
		levels := []string{everything}
		for _, l := range x.profile.Levels {
			levels = append(levels, string(l.Mark))
		}
		return x.newChoice(levels, everything)
	}
	in := look.NewTextField(everything)
	in.OnChanged = func(string) { x.set() }
	in.OnSubmit = func(string) { x.submit() }
	return in
}

// ceiling is the marking that the recipient may have at most; empty is any.
func (x *exportSheet) ceiling() briefing.Marking {
	if said := strings.TrimSpace(x.recipient.Text()); said != everything {
		return briefing.Marking(said)
	}
	return ""
}

// formatOf is the format of a file, or the usual one.
func formatOf(path string) export.Format {
	format, err := export.FormatOf(path)
	if err != nil {
		return export.Formats()[0]
	}
	return format
}

// formatLabels are what the formats are chosen by.
func formatLabels() []string {
	var labels []string
	for _, f := range export.Formats() {
		labels = append(labels, f.Label)
	}
	return labels
}

// chosen is the format that is chosen.
func (x *exportSheet) chosen() export.Format {
	return export.Formats()[slices.Index(formatLabels(), x.format.Text())]
}

func (x *exportSheet) isPDF() bool { return x.chosen().Ext == ".pdf" }

func (x *exportSheet) isMail() bool { return x.chosen().Ext == ".eml" }

// isEach reports whether each addressee is to have a copy.
func (x *exportSheet) isEach() bool { return x.copies.Selected() == 1 }

// setFormat gives the name of the file the ending of the format.
func (x *exportSheet) setFormat() {
	path, ext := x.file.Text(), x.chosen().Ext
	if formatOf(path).Ext != ext || filepath.Ext(path) == "" {
		x.file.SetText(strings.TrimSuffix(path, filepath.Ext(path)) + ext)
	}
	x.set()
}

// addresseeInName is what the names of copies end in, unless they say otherwise.
const addresseeInName = "_{addressee}"

// setCopies lets the names of copies say whom they are for.
func (x *exportSheet) setCopies() {
	path := x.file.Text()
	ext := filepath.Ext(path)
	name := strings.TrimSuffix(path, ext)
	says := strings.Contains(name, "{addressee}") || strings.Contains(name, "{copy}")
	if x.isEach() && !says {
		x.file.SetText(name + addresseeInName + ext)
	} else if !x.isEach() {
		x.file.SetText(strings.TrimSuffix(name, addresseeInName) + ext)
	}
	x.set()
}

// named follows what is typed as the file's name.
func (x *exportSheet) named() {
	if f, err := export.FormatOf(x.file.Text()); err == nil && f.Ext != x.chosen().Ext {
		x.format.SetText(f.Label)
	}
	x.enable()
}

// options are the choices made, on top of what the user prefers.
func (x *exportSheet) options() export.Options {
	o := x.desk.exportOptions()
	o.For = x.ceiling()
	o.Copy.Form = copyForms[x.form.Selected()]
	o.Citations = citationValues[slices.Index(citationChoices, x.citations.Text())]
	if x.isPDF() {
		o.Password = x.password.Text()
		o.AttachSources = x.attach.Text() == attachLabels[1]
	}
	o.AttachPDF = x.isMail() && x.withPDF.Text() == withPDFLabels[1]
	return o
}

// set keeps what the user prefers, and sets the note as all choices have it.
func (x *exportSheet) set() {
	d := x.desk
	x.keep()
	x.pending = true
	x.showRows()
	options := x.options()
	if _, err := x.profile.Parse(options.For); options.For != "" && err != nil {
		x.show(export.Prepared{Manuscript: x.prepared.Manuscript, Document: x.prepared.Document, Report: x.prepared.Report}, err)
		return
	}
	b, sources, err := d.readNote()
	if err != nil {
		x.show(x.prepared, err)
		return
	}
	if names := export.Addressees(b); x.isEach() && len(names) > 0 {
		options.Copy.Number, options.Copy.Of, options.Copy.Addressee = 1, len(names), names[0]
	}
	without := d.checksOff()
	d.fill(&x.setting, "That briefing cannot be set", func() (func(), error) {
		p, err := d.exporter.Review(b, sources, options, without)
		return func() { x.show(p, err) }, nil
	})
}

// keep keeps what holds for the next export too; the preview follows it.
func (x *exportSheet) keep() {
	p, before := x.desk.app.Preferences(), x.desk.exportOptions()
	p.SetString(prefUnverified, string(unverifiedValues[slices.Index(unverifiedChoices, x.unverified.Text())]))
	p.SetString(prefReceipt, string(receiptValues[slices.Index(receiptChoices, x.receipt.Text())]))
	p.SetString(prefType, string(typeValues[slices.Index(typeChoices, x.pageType.Text())]))
	if x.desk.exportOptions() != before {
		x.desk.setNote()
	}
}

// show shows what setting the note came to.
func (x *exportSheet) show(p export.Prepared, err error) {
	x.err, x.pending = err, false
	if err == nil {
		x.prepared = p
	}
	x.checks.prepared = x.prepared
	x.leaves.set(x.prepared.Manuscript)
	x.card.page.set(x.prepared.Document, x.formatWords())
	x.showRows()
	x.enable()
	if x.waiting {
		x.waiting = false
		x.submit()
	}
}

// formatWords say what kind of file comes of it, a line each.
func (x *exportSheet) formatWords() []string {
	switch format := x.chosen(); {
	case format.Ext == ".png":
		return []string{plural(x.prepared.Pages, "image") + ", one a page"}
	case x.isMail() && x.withPDF.Text() == withPDFLabels[1]:
		return []string{format.Label + ": the same words,", "and these pages as a PDF"}
	case !x.isPDF():
		return []string{format.Label + ": the same words,", "not in these pages"}
	case x.password.Text() != "":
		return []string{plural(x.prepared.Pages, "page") + "  ·  tagged PDF/UA", "with a password, so not archival"}
	case x.attach.Text() == attachLabels[1]:
		return []string{plural(x.prepared.Pages, "page") + "  ·  tagged PDF/UA", "archival PDF/A-3a, with its sources"}
	}
	return []string{plural(x.prepared.Pages, "page") + "  ·  tagged PDF/UA", "archival PDF/A-2a"}
}

// showRows shows the rows that the choices leave a meaning, and what they say.
func (x *exportSheet) showRows() {
	for _, row := range x.pdfOnly {
		shown(row, x.isPDF())
	}
	shown(x.withPDFRow, x.isMail())
	shown(x.citationRow, copyForms[x.form.Selected()] != manuscript.ReaderCopy)
	shown(x.again, x.password.Text() != "")
	if b, err := x.desk.session.Briefing(x.desk.note); err == nil {
		x.addressees.set(export.Addressees(b), x.isEach())
	}
	x.formSays.set(copySays[x.form.Selected()], look.Ink2)
	x.sayRecipient()
	x.sayCopies()
	x.sayPassword()
	x.card.body.Content.Refresh()
	x.card.Refresh()
}

func shown(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// sayRecipient says what is kept back from the recipient.
func (x *exportSheet) sayRecipient() {
	kept := x.prepared.Withheld
	switch {
	case x.pending && x.ceiling() != "":
		x.recipientSays.set("Looking for what is above "+string(x.ceiling())+" …", look.Ink2)
	case x.err != nil:
		x.recipientSays.set(sentence(x.err.Error()), look.Err)
	case x.ceiling() == "":
		x.recipientSays.set("", look.Ink2)
	case len(kept) == 0:
		x.recipientSays.set(fmt.Sprintf("Nothing is above %s: the whole note goes out.", x.ceiling()), look.Ink2)
	default:
		x.recipientSays.set(withheldWords(x.desk.briefing, kept), look.Warn)
	}
}

// withheldMost is how many of the blocks that are kept back are named.
const withheldMost = 4

// withheldWords say which blocks are kept back, a line each. They are counted from 1.
func withheldWords(b briefing.Briefing, kept []int) string {
	said := []string{plural(len(kept), "block") + " kept back; the numbers of the others stay:"}
	for i, n := range kept {
		if i == withheldMost {
			said = append(said, fmt.Sprintf("and %d more", len(kept)-i))
			break
		}
		if n >= 1 && n <= len(b.Blocks) {
			said = append(said, fmt.Sprintf("%s %s", placeOf(b, n-1), b.Blocks[n-1].Portion))
		}
	}
	return strings.Join(said, "\n")
}

func (x *exportSheet) sayCopies() {
	x.copiesSays.set("", look.Ink2)
	if x.isEach() && len(x.addressees.names) == 0 {
		x.copiesSays.set("There is nobody on the list yet; add an addressee.", look.Err)
	}
}

// sayPassword says what a password comes to, and reports whether it is good.
func (x *exportSheet) sayPassword() bool {
	first, again := x.password.Text(), x.again.Text()
	switch {
	case first == "" || !x.isPDF():
		x.passwordSays.set("", look.Ink2)
	case again != first:
		x.passwordSays.set("Type the password a second time; nobody can open the file without it.", look.Ink2)
		return false
	default:
		x.passwordSays.set("The file is no archival one (PDF/A); export another for the record.", look.Ink2)
	}
	return true
}

// enable lets the button say what it will do, and only what it can.
func (x *exportSheet) enable() {
	unproved := x.prepared.Verified < x.prepared.Checked
	stamped := x.desk.exportOptions().Unverified == export.Stamp
	label := "Export"
	if x.isEach() {
		label += " " + copiesWords(len(x.addressees.names))
	}
	if unproved && stamped {
		label += " Stamped UNVERIFIED"
	}
	x.export.SetLabel(label)
	x.export.SetEnabled(x.err == nil && (!unproved || stamped) && !(x.isEach() && len(x.addressees.names) == 0))
	x.checks.refused = unproved && !stamped
	x.checks.Refresh()
	x.sayFile()
	x.card.Refresh()
}

// names are the files to be written, in the order of copies.
func (x *exportSheet) names() ([]string, error) {
	path := expanded(x.file.Text())
	m := x.prepared.Manuscript
	if x.isEach() {
		return export.CopyNames(path, m, x.addressees.names)
	}
	m.Copy.Number, m.Copy.Addressee = 0, ""
	name, err := export.FileName(path, m)
	return []string{name}, err
}

// sayFile shows what the files will be called, or what is wrong with the name.
func (x *exportSheet) sayFile() {
	problem := checkExport(x.file.Text())
	x.file.SetInvalid(problem)
	names, err := x.names()
	if problem != "" || err != nil || len(names) == 0 {
		x.fileSays.set(problem, "", look.Err)
		return
	}
	more := ""
	if len(names) > 1 {
		more = fmt.Sprintf(" and %d more", len(names)-1)
	}
	x.fileSays.set(filepath.Base(names[0]), more, look.Ink2)
}

// editAddressees changes the distribution list of the note, as one step of undo.
func (x *exportSheet) editAddressees(name string, edit func([]string) []string) {
	x.desk.editNote(name, func(b *briefing.Briefing) { b.Distribution = edit(export.Addressees(*b)) })
	x.set()
}

// submit exports, as soon as what was chosen last is set.
func (x *exportSheet) submit() {
	if x.pending {
		x.waiting = true
		return
	}
	names, err := x.names()
	if x.export.Disabled() || err != nil || checkExport(x.file.Text()) != "" {
		return
	}
	if !x.sayPassword() {
		x.passwordSays.set("The two passwords differ.", look.Err)
		x.again.Focus()
		return
	}
	job := exportJob{path: expanded(x.file.Text()), options: x.options()}
	if x.isEach() {
		job.copies = len(names)
	}
	if base := filepath.Base(job.path); strings.Contains(base, "{") {
		x.desk.app.Preferences().SetString(prefFileName, strings.Replace(base, addresseeInName, "", 1))
	}
	x.close()
	x.desk.confirmExport(job, names)
}

// rows are what is asked for, from top to bottom.
func (x *exportSheet) rows() fyne.CanvasObject {
	x.citationRow = exportRow("Citations", x.citations, nil)
	passwords := exportRow("Password", container.NewGridWithColumns(2, x.password, x.again), x.passwordSays)
	sources := exportRow("Sources", x.attach, nil)
	x.withPDFRow = exportRow("The note as a PDF", x.withPDF, nil)
	x.pdfOnly = []fyne.CanvasObject{passwords, sources}
	rows := container.NewVBox(exportRow("Format", x.format, nil))
	if len(x.profile.Levels) > 0 {
		rows.Add(exportRow("For whom", x.recipient, x.recipientSays))
	}
	for _, row := range []fyne.CanvasObject{
		exportRow("Copy", x.form, x.formSays), x.citationRow,
		exportRow("Addressees", container.NewVBox(x.copies, x.addressees), x.copiesSays),
		x.checks,
		newHairline(),
		exportRow("Text of pages", x.pageType, nil),
		passwords, sources, x.withPDFRow,
		exportRow("If unverified", x.unverified, nil),
		exportRow("Receipt of proof", x.receipt, nil),
		x.leaves,
	} {
		rows.Add(row)
	}
	return container.New(layout.NewCustomPaddedLayout(0, 0, 0, exportBar), rows)
}

// exportRow is a label, what is asked for beside it, and what is said below.
func exportRow(label string, input fyne.CanvasObject, says *lines) fyne.CanvasObject {
	if says == nil {
		says = newSays()
	}
	l := newLines(label, labelWidth)
	l.set(label, look.Ink2)
	return container.New(&labelled{}, l, input, says)
}

package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// command is one thing that can be done: an entry of a menu, with its keys. The
// menu, the sheet of shortcuts and the tests all use the one table.
type command struct {
	menu, label string
	keys        fyne.Shortcut
	enabled     func(*desk) bool // nil is always
	run         func(*desk)
	separate    bool // a line above it
}

const (
	ctrl      = fyne.KeyModifierShortcutDefault
	ctrlShift = ctrl | fyne.KeyModifierShift
	alt       = fyne.KeyModifierAlt
)

func key(name fyne.KeyName, mod fyne.KeyModifier) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: name, Modifier: mod}
}

// commands are in the order of the menus.
func commands() []command {
	return []command{
		{menu: "File", label: "Import…", keys: key(fyne.KeyO, ctrl), enabled: (*desk).writable, run: (*desk).askImport},
		{menu: "File", label: "Paste Text as Article…", keys: key(fyne.KeyV, ctrlShift), enabled: (*desk).writable, run: (*desk).askPaste},
		{menu: "File", label: "Result of the Last Import…", enabled: (*desk).hasImport, run: (*desk).showLastImport},
		{menu: "File", label: "Import References…", enabled: (*desk).writable, run: (*desk).askImportReferences},
		{menu: "File", label: "Import Passages…", enabled: (*desk).writable, run: (*desk).askImportPassages},
		{menu: "File", label: "Review from Word…", keys: key(fyne.KeyR, ctrlShift), enabled: (*desk).writable, run: (*desk).askWordReview},
		{menu: "File", label: "Last Review from Word…", enabled: (*desk).hasWordReview, run: (*desk).showLastWord},
		{menu: "File", label: "New Briefing…", keys: key(fyne.KeyN, ctrl), enabled: (*desk).writable, run: (*desk).newNote, separate: true},
		{menu: "File", label: "Quick Open…", keys: key(fyne.KeyP, ctrl), run: (*desk).quickOpen},
		{menu: "File", label: "Open Bundle…", enabled: (*desk).writable, run: (*desk).askOpenBundle},
		{menu: "File", label: "Save as Bundle…", enabled: (*desk).hasNote, run: (*desk).askBundle},
		{menu: "File", label: "Export…", keys: key(fyne.KeyE, ctrl), enabled: (*desk).hasNote, run: (*desk).askExport, separate: true},
		{menu: "File", label: "Copy as Mail", keys: key(fyne.KeyE, ctrlShift), enabled: (*desk).hasNote, run: (*desk).copyAsMail},
		{menu: "File", label: "Export Sources…", enabled: (*desk).hasArticles, run: (*desk).askExportSources},
		{menu: "File", label: "Export Passages…", enabled: (*desk).hasPassages, run: (*desk).askExportPassages},
		{menu: "File", label: "Back Up Now…", enabled: (*desk).hasFile, run: (*desk).askBackup, separate: true},
		{menu: "File", label: "Restore from Backup…", enabled: (*desk).canRestore, run: (*desk).showBackups},
		{menu: "File", label: "Trash…", keys: key(fyne.KeyDelete, ctrlShift), enabled: (*desk).writable, run: (*desk).showTrash},

		{menu: "Edit", label: "Undo", keys: &fyne.ShortcutUndo{}, enabled: (*desk).canUndo, run: (*desk).undo},
		{menu: "Edit", label: "Redo", keys: &fyne.ShortcutRedo{}, enabled: (*desk).canRedo, run: (*desk).redo},
		{menu: "Edit", label: "Copy with Citation", keys: key(fyne.KeyC, ctrlShift), enabled: (*desk).canCopy, run: (*desk).copyWithCitation, separate: true},
		{menu: "Edit", label: "Find in Article…", keys: key(fyne.KeyF, ctrlShift), enabled: (*desk).hasArticle, run: (*desk).findInArticle, separate: true},
		{menu: "Edit", label: "Search…", keys: key(fyne.KeyF, ctrl), run: (*desk).focusSearch},
		{menu: "Edit", label: "Synonyms…", enabled: (*desk).hasSynonyms, run: (*desk).askSynonyms},

		{menu: "Article", label: "Article Details…", keys: key(fyne.KeyI, ctrlShift), enabled: (*desk).canEditArticle, run: (*desk).askArticle},
		{menu: "Article", label: "Delete Article…", enabled: (*desk).canEditArticle, run: (*desk).askDeleteArticle, separate: true},

		{menu: "Passage", label: "Highlight Amber", keys: key(fyne.Key1, alt), enabled: (*desk).canHighlight, run: highlightIn("amber")},
		{menu: "Passage", label: "Highlight Green", keys: key(fyne.Key2, alt), enabled: (*desk).canHighlight, run: highlightIn("green")},
		{menu: "Passage", label: "Highlight Blue", keys: key(fyne.Key3, alt), enabled: (*desk).canHighlight, run: highlightIn("blue")},
		{menu: "Passage", label: "Highlight Rose", keys: key(fyne.Key4, alt), enabled: (*desk).canHighlight, run: highlightIn("rose")},
		{menu: "Passage", label: "Tags…", keys: key(fyne.KeyT, ctrl), enabled: (*desk).hasPassage, run: (*desk).askTags, separate: true},
		{menu: "Passage", label: "Note…", keys: key(fyne.KeyM, ctrl), enabled: (*desk).hasPassage, run: (*desk).askPassageNote},
		{menu: "Passage", label: "Grade Item…", keys: key(fyne.KeyG, ctrl), enabled: (*desk).hasPassage, run: (*desk).askCredibility},
		{menu: "Passage", label: "Similar Passages", keys: key(fyne.KeyL, ctrl), enabled: (*desk).touchesPassage, run: func(d *desk) { d.showLike(d.passage) }},
		{menu: "Passage", label: "Add to Briefing", keys: key(fyne.KeyB, ctrlShift), enabled: (*desk).canAdd, run: (*desk).addSelection, separate: true},
		{menu: "Passage", label: "Review Changed Passages…", enabled: (*desk).hasPassages, run: (*desk).reviewPassages, separate: true},
		{menu: "Passage", label: "Delete Passage", enabled: (*desk).hasPassage, run: (*desk).deletePassage, separate: true},

		{menu: "Briefing", label: "Briefing Details…", keys: key(fyne.KeyD, ctrl), enabled: (*desk).canEditNote, run: (*desk).askDetails},
		{menu: "Briefing", label: "Change Template…", keys: key(fyne.KeyD, ctrlShift), enabled: (*desk).canEditNote, run: (*desk).askTemplate},
		{menu: "Briefing", label: "Marking…", keys: key(fyne.KeyM, ctrlShift), enabled: (*desk).hasNote, run: (*desk).askMarking},
		{menu: "Briefing", label: "Add Heading", keys: key(fyne.KeyH, ctrl), enabled: (*desk).canEditNote, run: adding(briefing.BlockHeading), separate: true},
		{menu: "Briefing", label: "Add Text", keys: key(fyne.KeyT, ctrlShift), enabled: (*desk).canEditNote, run: adding(briefing.BlockText)},
		{menu: "Briefing", label: "Add Disclaimer", enabled: (*desk).canEditNote, run: adding(briefing.BlockDisclaimer)},
		{menu: "Briefing", label: "Add List of Sources", enabled: (*desk).canEditNote, run: adding(briefing.BlockSources)},
		{menu: "Briefing", label: "Add Page Break", enabled: (*desk).canEditNote, run: adding(briefing.BlockPageBreak)},
		{menu: "Briefing", label: "Add Table of Contents", enabled: (*desk).canEditNote, run: adding(briefing.BlockContents)},
		{menu: "Briefing", label: "Insert Image…", enabled: (*desk).canEditNote, run: adding(briefing.BlockImage)},
		{menu: "Briefing", label: "Describe Image…", enabled: (*desk).hasImage, run: func(d *desk) { d.describeImage(d.block) }},
		{menu: "Briefing", label: "Edit Block", enabled: (*desk).hasBlock, run: func(d *desk) { d.outline.Edit(d.block) }, separate: true},
		arranging("Move Block Up", fyne.KeyUp), arranging("Move Block Down", fyne.KeyDown),
		arranging("Raise Heading", fyne.KeyLeft), arranging("Lower Heading", fyne.KeyRight),
		{menu: "Briefing", label: "Mark Block…", keys: key(fyne.KeyP, ctrlShift), enabled: (*desk).hasBlock, run: func(d *desk) { d.askPortion(d.block) }},
		{menu: "Briefing", label: "Show Quotation in Its Source", keys: key(fyne.KeyF4, 0), enabled: (*desk).hasQuotation, run: (*desk).showSource},
		{menu: "Briefing", label: "Delete Block", enabled: (*desk).hasBlock, run: func(d *desk) { d.deleteBlocks(d.block, 1) }},
		{menu: "Briefing", label: "Verify Quotations…", keys: key(fyne.KeyF7, 0), enabled: (*desk).hasNote, run: (*desk).showProof},
		{menu: "Briefing", label: "Next Finding", keys: key(fyne.KeyF8, 0), enabled: (*desk).hasNote, run: stepping(1), separate: true},
		{menu: "Briefing", label: "Previous Finding", keys: key(fyne.KeyF8, fyne.KeyModifierShift), enabled: (*desk).hasNote, run: stepping(-1)},
		{menu: "Briefing", label: "Show What Is Too Long", keys: key(fyne.KeyF9, 0), enabled: (*desk).isTooLong, run: (*desk).showTooLong},
		{menu: "Briefing", label: "Checks…", enabled: (*desk).hasNote, run: (*desk).askChecks},
		{menu: "Briefing", label: "Probability Scale…", enabled: (*desk).canEditNote, run: (*desk).askScale},
		{menu: "Briefing", label: "Paper Size…", enabled: (*desk).hasNote, run: (*desk).askPaper},
		{menu: "Briefing", label: "Versions…", keys: key(fyne.KeyH, ctrlShift), enabled: (*desk).hasNote, run: (*desk).showVersions},
		{menu: "Briefing", label: "Delete Briefing…", enabled: (*desk).canEditNote, run: (*desk).askDeleteNote, separate: true},

		{menu: "View", label: "Go To or Run…", keys: key(fyne.KeyK, ctrl), run: (*desk).goTo},
		{menu: "View", label: "Sources", separate: true, keys: key(fyne.Key1, ctrl), run: (*desk).showSources},
		{menu: "View", label: "Passages", keys: key(fyne.Key2, ctrl), run: (*desk).showPassages},
		{menu: "View", label: "Findings", keys: key(fyne.Key3, ctrl), enabled: (*desk).hasNote, run: (*desk).showFindings},
		{menu: "View", label: "Next Pane", keys: key(fyne.KeyF6, 0), run: (*desk).nextPane},
		{menu: "View", label: "Background Work…", keys: key(fyne.KeyJ, ctrl), run: (*desk).showJobs},
		{menu: "View", label: "Larger Text", keys: key(fyne.KeyEqual, ctrl), run: (*desk).largerText, separate: true},
		{menu: "View", label: "Smaller Text", keys: key(fyne.KeyMinus, ctrl), run: (*desk).smallerText},
		{menu: "View", label: "Text Size…", run: (*desk).askTextSize},
		{menu: "View", label: "Follow the System's Theme", run: themed(look.System), separate: true},
		{menu: "View", label: "Light Theme", run: themed(look.Light)},
		{menu: "View", label: "Dark Theme", run: themed(look.Dark)},

		{menu: "Help", label: "Keyboard Shortcuts", keys: key(fyne.KeyF1, 0), run: (*desk).showShortcuts},
		{menu: "Help", label: "Make the Sample Briefing", enabled: (*desk).writable, run: (*desk).makeSample},
	}
}

// arranging is a command that the outline does itself, by its keys.
func arranging(label string, name fyne.KeyName) command {
	keys := key(name, alt)
	return command{menu: "Briefing", label: label, keys: keys, enabled: (*desk).hasBlock, run: func(d *desk) { d.outline.Press(keys) }}
}

package cli

import (
	"flag"
	"fmt"

	"briefdesk/app/session"
)

// command is one entry of the command line. setup declares its flags and
// returns what carries it out.
type command struct {
	name, args, does string
	least, most      int // how many arguments it takes; most below 0 is any number
	setup            func(*flag.FlagSet) func(*call, []string) error
}

const anyNumber = -1

func (c command) count(n int) error {
	if n < c.least || c.most >= 0 && n > c.most {
		return usageError{fmt.Sprintf("usage: briefdesk %s %s", c.name, c.args)}
	}
	return nil
}

// plain is the setup of a command without flags of its own.
func plain(run func(*call, []string) error) func(*flag.FlagSet) func(*call, []string) error {
	return func(*flag.FlagSet) func(*call, []string) error { return run }
}

// commands are in the order of the help: the job first, care of the library last.
var commands = []command{
	{"demo", "[-o DIR]", "do the whole job on a sample article", 0, 0, setupDemo},
	{"extract", "FILE...", "show what is read from files, without a library", 1, anyNumber, setupExtract},
	{"import", "FILE|DIR...", "take articles into the library", 1, anyNumber, setupImport},
	{"articles", "", "list the articles", 0, 0, plain(runArticles)},
	{"passages", "[ARTICLE] | export|import FILE", "list the passages, of one article or all; or exchange them with annotation tools", 0, 2, setupPassages},
	{"sources", "export|import FILE", "exchange sources with reference managers: CSL-JSON, RIS, BibTeX", 2, 2, setupSources},
	{"briefings", "", "list the briefings", 0, 0, plain(runBriefings)},
	{"show", "ID", "show an article, a passage or a briefing whole", 1, 1, plain(runShow)},
	{"clip", "ARTICLE --quote WORDS", "save a passage by its words", 1, 1, setupClip},
	{"grade", "ARTICLE|PASSAGE [GRADE]", "grade a source A to F, or an item 1 to 6 (none takes the grade away)", 1, 2, setupGrade},
	{"notices", "ARTICLE", "list the notices of an article, and say which are some", 1, 1, setupNotices},
	{"templates", "[NAME]", "list the forms of notes, or show one", 0, 1, plain(runTemplates)},
	{"new", "FILE.md | --template NAME", "save a briefing into the library: a Markdown file, or an empty one of a template", 0, 1, setupNew},
	{"template", "BRIEFING|FILE.md NAME", "say what another template would make of a briefing, or change it", 2, 2, setupTemplate},
	{"search", "QUERY", "find passages by their words", 0, anyNumber, setupSearch},
	{"delete", "ID...", "put articles, passages or briefings into the trash", 1, anyNumber, plain(runDelete)},
	{"trash", "", "list what is in the trash, or empty it", 0, 0, setupTrash},
	{"undelete", "ID...", "take something out of the trash", 1, anyNumber, plain(runUndelete)},
	{"undo", "", "take back the last change of the library, wherever it was made", 0, 0, plain(stepping((*session.Session).Undo, "Undone", "there is nothing to undo"))},
	{"redo", "", "do again what was undone last", 0, 0, plain(stepping((*session.Session).Redo, "Done again", "there is nothing to do again"))},
	{"history", "BRIEFING", "list the versions of a briefing, show, compare or restore one", 1, 1, setupHistory},
	{"export", "BRIEFING|FILE.md -o OUT", "export a briefing as PDF, PNG, Word, HTML, mail, Markdown or text", 1, 1, setupExport},
	{"review", "[BRIEFING|FILE.md] FILE.docx", "say what was done in Word to a briefing that was exported there, and accept it", 1, 2, setupReview},
	{"lint", "BRIEFING|FILE.md", "say what to mend in a briefing: language, sources, form, marking, proof", 0, 1, setupLint},
	{"bundle", "BRIEFING -o FILE", "pack a briefing with all that its quotations rest on", 1, 1, setupBundle},
	{"unbundle", "FILE", "take a bundle into the library; nothing is overwritten", 1, 1, plain(runUnbundle)},
	{"verify", "BRIEFING|FILE.md|BUNDLE", "prove every quotation against its source; a bundle needs no library", 1, 1, plain(runVerify)},
	{"check", "", "check the library: its file, its hashes, its passages", 0, 0, plain(runCheck)},
	{"backup", "-o FILE", "copy the library while it is in use", 0, 0, setupBackup},
	{"restore", "[FILE]", "put a backup in the library's place, or list the backups", 0, 1, plain(runRestore)},
	{"licences", "", "print the licences of what the program is made of", 0, 0, plain(runLicences)},
}

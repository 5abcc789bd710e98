package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"briefdesk/app/session"
	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/library"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/marking"
	"briefdesk/briefing/picture"
)

func setupDemo(flags *flag.FlagSet) func(*call, []string) error {
	dir := flags.String("o", ".", "the `DIR` to export to; it is made if it is missing")
	return func(c *call, _ []string) error {
		e, err := c.exporter()
		if err != nil {
			return err
		}
		if err := os.MkdirAll(*dir, 0o700); err != nil {
			return fmt.Errorf("make the folder %s: %w; choose another with -o", *dir, withoutPath(err))
		}
		return c.writing(func(s *session.Session, _ *library.Library) error { return c.demo(s, e, *dir) })
	}
}

func (c *call) demo(s *session.Session, e *export.Exporter, dir string) error {
	b, err := s.Demo(c.ctx, c.importer, assets.Samples(), e.Profiles)
	if err != nil {
		return err
	}
	if err := s.Flush(c.ctx); err != nil {
		return err
	}
	sources, err := s.Sources(b)
	if err != nil {
		return err
	}
	report, err := e.Export(b, sources, filepath.Join(dir, "pakistan-us-dialogue.pdf"), export.Options{})
	if err != nil {
		return err
	}
	if err := export.Save(report.Files, c.Mode); err != nil {
		return err
	}
	if !c.json {
		c.say("Imported the sample article and saved %s of it.", count(len(sources), "passage"))
		c.say("Arranged the briefing “%s” (%s).", b.Title, b.ID.String()[:8])
	}
	return c.exported(report)
}

func setupExport(flags *flag.FlagSet) func(*call, []string) error {
	out := flags.String("o", "", "the `FILE` to write; its ending says the format: "+export.Endings()+"; "+export.Placeholders()+" in it stand for what the note says")
	paper := flags.String("paper", "", "the `PAPER`, a4 or letter; left out, that of the template")
	unverified := flags.String("unverified", "refuse", "`WHAT` becomes of a note that is not verified throughout: refuse or stamp")
	receipt := flags.String("receipt", "none", "`WHERE` the hashes of what was compared go: annex (of the note), sidecar (a file beside it) or none")
	password := flags.String("password-file", "", "a `FILE` whose first line is the password that the PDF asks for; - reads it from the standard input")
	citations := flags.String("citations", "", "`HOW` sources are cited: footnotes, endnotes, author-date or icd206; left out, as the note says")
	which := flags.String("copy", "", "`WHICH` copy is made: reader (without citations) or record (with grades and the annex on sources)")
	look := lookFlags(flags)
	recipient := flags.String("for", "", "the highest `MARKING` that the recipient may have, such as TLP:GREEN; what is above it is kept back")
	each := flags.Bool("each", false, "make a numbered copy for each addressee of the distribution list")
	withPDF := flags.Bool("attach-pdf", false, "put the note as a PDF into a mail (.eml)")
	attach := flags.Bool("attach-sources", false, "put the articles that are quoted into the PDF, as plain text")
	return func(c *call, args []string) error {
		if *out == "" {
			return usageError{"export needs a file to write: briefdesk export BRIEFING -o OUT.pdf"}
		}
		if _, err := export.FormatOf(*out); err != nil {
			return usageError{err.Error()}
		}
		size, known := layout.PaperNamed(strings.ToLower(*paper))
		if !known && *paper != "" {
			return usageError{fmt.Sprintf("there is no paper %q; there are a4 and letter", *paper)}
		}
		opts := export.Options{Paper: size, AttachSources: *attach, AttachPDF: *withPDF, For: briefing.Marking(*recipient)}
		if opts.Unverified, known = unverifieds[*unverified]; !known {
			return usageError{fmt.Sprintf("--unverified %s means nothing; there are refuse and stamp", *unverified)}
		}
		if opts.Receipt, known = receipts[*receipt]; !known {
			return usageError{fmt.Sprintf("--receipt %s means nothing; there are annex, sidecar and none", *receipt)}
		}
		if opts.Copy.Form, known = copies[*which]; !known {
			return usageError{fmt.Sprintf("--copy %s means nothing; there are reader and record", *which)}
		}
		var err error
		if opts.Look, err = look(); err != nil {
			return err
		}
		if opts.Citations, err = briefing.ParseCitationStyle(*citations); err != nil {
			return usageError{"--citations: " + err.Error()}
		}
		if *password != "" {
			if opts.Password, err = c.password(*password); err != nil {
				return err
			}
		}
		if isSameFile(args[0], *out) {
			return usageError{*out + " is the briefing itself; choose another name"}
		}
		return c.briefing(args[0], func(b briefing.Briefing, sources briefing.Sources, e *export.Exporter) error {
			run := e.Export
			if *each {
				run = e.Distribute
			}
			report, err := run(b, sources, *out, opts)
			if err != nil {
				return err
			}
			if err := export.Save(report.Files, c.Mode); err != nil {
				return err
			}
			if !isFile(args[0]) {
				if err := c.markExported(b); err != nil {
					return err
				}
			}
			return c.exported(report)
		})
	}
}

// maxPasswordFile is more than any password has.
const maxPasswordFile = 1 << 12

// password reads the first line of a file. A password among the arguments could
// be read by every user of the machine.
func (c *call) password(name string) (string, error) {
	in := c.In
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return "", fmt.Errorf("read the password: %w", err)
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxPasswordFile))
	if err != nil {
		return "", fmt.Errorf("read the password: %w", err)
	}
	line, _, _ := strings.Cut(string(data), "\n")
	line = strings.TrimSuffix(line, "\r")
	if line == "" {
		return "", fmt.Errorf("%s: its first line is empty; write the password there", name)
	}
	return line, nil
}

// markExported has the version that was exported kept, where the library can be
// written.
func (c *call) markExported(b briefing.Briefing) error {
	err := c.writing(func(s *session.Session, _ *library.Library) error { return s.MarkExported(b) })
	if errors.Is(err, library.ErrLocked) || errors.Is(err, library.ErrReadOnly) {
		return nil
	}
	return err
}

// isSameFile reports whether two names stand for one file that is there.
func isSameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// What the flags of export may say.
var (
	unverifieds = map[string]export.Unverified{"refuse": export.Refuse, "stamp": export.Stamp}
	copies      = map[string]manuscript.CopyForm{"": manuscript.WorkingCopy, "reader": manuscript.ReaderCopy, "record": manuscript.RecordCopy}
	receipts    = map[string]export.ReceiptForm{"annex": export.Annex, "sidecar": export.Sidecar, "none": export.NoReceipt}
)

// reportRow is what was exported or verified, as data.
type reportRow struct {
	Files    []string           `json:"files,omitempty"`
	Pages    int                `json:"pages,omitempty"`
	Verified int                `json:"verified"`
	Checked  int                `json:"checked"`
	Quoted   int                `json:"quoted"`
	Withheld []int              `json:"withheld,omitempty"` // blocks above what the recipient may have
	Findings []briefing.Finding `json:"findings"`
}

func rowOf(r export.Report) reportRow {
	row := reportRow{Pages: r.Pages, Verified: r.Verified, Checked: r.Checked, Quoted: r.Quoted, Withheld: r.Withheld, Findings: r.Findings}
	for _, f := range r.Files {
		row.Files = append(row.Files, f.Name)
	}
	if row.Findings == nil {
		row.Findings = []briefing.Finding{}
	}
	return row
}

func (c *call) exported(r export.Report) error {
	if c.json {
		return c.line(rowOf(r))
	}
	for _, f := range r.Files {
		c.say("%s", f.Name)
	}
	if r.Pages > 0 {
		c.say("%s, %s", count(r.Pages, "page"), verified(r))
	} else {
		c.say("%s", verified(r))
	}
	for _, f := range r.Findings {
		if f.Rule == export.RuleWithheld {
			c.say("For this recipient: %s", f.Message)
		}
	}
	c.findings(aboveInfo(r.Findings))
	return nil
}

func aboveInfo(findings []briefing.Finding) []briefing.Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f briefing.Finding) bool { return f.Severity == briefing.SeverityInfo })
}

func runVerify(c *call, args []string) error {
	if isBundle(args[0]) {
		return c.verifyBundle(args[0])
	}
	return c.briefing(args[0], func(b briefing.Briefing, sources briefing.Sources, e *export.Exporter) error {
		p, err := e.Prepare(b, sources, export.Options{})
		if err != nil {
			return err
		}
		if c.json {
			if err := c.line(rowOf(p.Report)); err != nil {
				return err
			}
		} else {
			c.say("%s", verified(p.Report))
			c.findings(p.Findings)
		}
		return serious(p.Findings)
	})
}

func verified(r export.Report) string {
	s := fmt.Sprintf("%d of %s verified", r.Verified, count(r.Checked, "quotation"))
	if rest := r.Quoted - r.Checked; rest > 0 {
		s += fmt.Sprintf(", %d not checkable", rest)
	}
	return s
}

// findings prints what checks had to say, for people.
func (c *call) findings(fs []briefing.Finding) { writeFindings(c.Err, fs) }

func writeFindings(w io.Writer, fs []briefing.Finding) {
	for _, f := range fs {
		where := ""
		if f.Block > 0 {
			where = fmt.Sprintf("block %d: ", f.Block)
		}
		fmt.Fprintf(w, "%s: %s%s (%s)\n", f.Severity, where, f.Message, f.Rule)
	}
}

// briefing runs f on the briefing that arg names: one of the library, or a
// Markdown file. The library is opened only if the briefing needs it.
func (c *call) briefing(arg string, f func(briefing.Briefing, briefing.Sources, *export.Exporter) error) error {
	collectLate()
	e, err := c.exporter()
	if err != nil {
		return err
	}
	if isFile(arg) {
		b, alone, err := c.readAlone(arg, e.Profiles)
		if err != nil {
			return err
		}
		if alone {
			return f(b, nil, e)
		}
	}
	return c.reading(func(s *session.Session, lib *library.Library) error {
		b, err := c.loadBriefing(s, lib, arg, e.Profiles)
		if err != nil {
			return err
		}
		sources, err := s.Sources(b)
		if err != nil {
			return err
		}
		return f(b, sources, e)
	})
}

// readAlone reads a Markdown file, and reports whether that is the whole briefing.
func (c *call) readAlone(name string, profiles marking.Profiles) (b briefing.Briefing, alone bool, err error) {
	text, folder, err := readBriefingFile(name)
	if err != nil {
		return b, false, err
	}
	defer folder.Close()
	b, findings, alone, err := session.ReadAlone(text, folder.FS(), profiles)
	if err != nil {
		return b, false, fmt.Errorf("%s: %w", name, err)
	}
	if !alone {
		return b, false, nil
	}
	return c.ofFile(b, findings), true, nil
}

func (c *call) loadBriefing(s *session.Session, lib *library.Library, arg string, profiles marking.Profiles) (briefing.Briefing, error) {
	if !isFile(arg) {
		id, err := c.resolve(lib, arg, library.KindBriefing)
		if err != nil {
			return briefing.Briefing{}, err
		}
		return s.Briefing(id)
	}
	text, folder, err := readBriefingFile(arg)
	if err != nil {
		return briefing.Briefing{}, err
	}
	defer folder.Close()
	b, findings, err := s.ReadBriefing(text, folder.FS(), profiles)
	if err != nil {
		return briefing.Briefing{}, fmt.Errorf("%s: %w", arg, err)
	}
	return c.ofFile(b, findings), nil
}

// ofFile says which images of a note could not be read. The note gets no identifier:
// it is none of the library, and what is made of it is the same each time.
func (c *call) ofFile(b briefing.Briefing, findings []briefing.Finding) briefing.Briefing {
	c.findings(slices.DeleteFunc(findings, func(f briefing.Finding) bool { return f.Rule != picture.RuleUnreadable }))
	b.ID = briefing.ID{}
	return b
}

// isFile reports whether arg is meant as a file rather than an identifier.
func isFile(arg string) bool {
	if ext := strings.ToLower(filepath.Ext(arg)); ext == ".md" || ext == ".markdown" {
		return true
	}
	_, err := os.Stat(arg)
	return err == nil
}

// serious is errFindings if one of them is a warning or an error.
func serious(findings []briefing.Finding) error {
	if slices.ContainsFunc(findings, func(f briefing.Finding) bool { return f.Severity != briefing.SeverityInfo }) {
		return errFindings
	}
	return nil
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

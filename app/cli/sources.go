package cli

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"briefdesk/app/session"
	"briefdesk/briefing/importer"
	"briefdesk/briefing/library"
)

// reading are the flags of commands that read files.
type reading struct{ password *bool }

func readingFlags(flags *flag.FlagSet) reading {
	return reading{flags.Bool("password", false, "read the password of protected files from the standard input, a line")}
}

// importer is the call's, with the password if one is to be asked for.
func (r reading) importer(c *call) (importer.Importer, error) {
	im := c.importer
	if !*r.password {
		c.unlock = "; use --password"
		return im, nil
	}
	line, err := bufio.NewReader(io.LimitReader(c.In, 1<<10)).ReadString('\n')
	im.Password = strings.TrimRight(line, "\r\n")
	if im.Password == "" {
		return im, usageError{fmt.Sprintf("--password needs a line with the password on the standard input (%v)", err)}
	}
	return im, nil
}

func setupExtract(flags *flag.FlagSet) func(*call, []string) error {
	reading := readingFlags(flags)
	return func(c *call, files []string) error {
		im, err := reading.importer(c)
		if err != nil {
			return err
		}
		failed := false
		for f := range im.ReadFiles(c.ctx, files, nil) {
			failed = failed || f.Err != nil
			if err := c.extractedFile(f); err != nil {
				return err
			}
		}
		return c.outcome(failed)
	}
}

// outcome is how a command ended that worked through files.
func (c *call) outcome(failed bool) error {
	switch {
	case c.ctx.Err() != nil:
		return c.ctx.Err()
	case failed:
		return errReported
	}
	return nil
}

func (c *call) extractedFile(f importer.File) error {
	if f.Err != nil {
		return c.cannotRead(f.Path, "", f.Err)
	}
	for _, it := range f.Items {
		if err := c.extracted(it.Extract(f.Path)); err != nil {
			return err
		}
	}
	return nil
}

// fileError is a file that could not be read, as data.
type fileError struct {
	File   string `json:"file"`
	Status string `json:"status,omitempty"`
	Error  string `json:"error"`
}

// cannotRead says why a file could not be read. What a person has to do about a
// password is a matter of the command line.
func (c *call) cannotRead(file, status string, err error) error {
	text := err.Error()
	if errors.Is(err, importer.ErrPassword) {
		text += c.unlock
	}
	if c.json {
		return c.line(fileError{File: file, Status: status, Error: text})
	}
	fmt.Fprintln(c.Err, "briefdesk:", text)
	return nil
}

func (c *call) extracted(x importer.Extract) error {
	if c.json {
		return c.line(x)
	}
	c.say("%s", x.Title)
	for _, s := range []string{x.Subtitle, x.Byline, x.Publisher, x.Published, x.URL} {
		if s != "" {
			c.say("%s", s)
		}
	}
	for _, b := range x.Blocks {
		c.say("\n%s: %s", b.Kind, b.Text)
	}
	for _, n := range x.Notices {
		c.say("\nnotice (%s): %s", n.Class, n.Text)
	}
	for _, w := range x.Warnings {
		c.say("\nwarning: %s", w)
	}
	c.say("")
	return nil
}

// imported is a line of the import, as data.
type imported struct {
	File   string               `json:"file"`
	Item   int                  `json:"item,omitempty"`
	Status session.ImportStatus `json:"status"`
	ID     string               `json:"id"`
	Of     string               `json:"of,omitempty"`
	Title  string               `json:"title"`
	// Altered and Gone count passages that the new text has otherwise, or no longer.
	Altered int `json:"altered,omitempty"`
	Gone    int `json:"gone,omitempty"`
}

func setupImport(flags *flag.FlagSet) func(*call, []string) error {
	reading := readingFlags(flags)
	accessed := flags.String("accessed", "", "the `DATE`, YYYY-MM-DD, on which the articles were seen (default today)")
	return func(c *call, args []string) error {
		if *accessed == "" {
			*accessed = time.Now().Format(time.DateOnly)
		}
		if _, err := time.Parse(time.DateOnly, *accessed); err != nil {
			return usageError{fmt.Sprintf("--accessed %s is not a date; write it as YYYY-MM-DD", *accessed)}
		}
		files, err := filesOf(args)
		if err != nil {
			return err
		}
		im, err := reading.importer(c)
		if err != nil {
			return err
		}
		return c.writing(func(s *session.Session, _ *library.Library) error {
			failed := false
			for f := range im.ReadFiles(c.ctx, files, nil) {
				done, err := c.importFile(s, f, *accessed)
				failed = failed || !done
				if err != nil {
					return err
				}
			}
			return c.outcome(failed)
		})
	}
}

// importFile takes the articles of a file in and reports them once they are on
// the disk, or why they cannot be.
func (c *call) importFile(s *session.Session, f importer.File, accessed string) (done bool, err error) {
	var results []session.Imported
	if f.Err == nil {
		results, f.Err = s.Import(f.Items, f.Data, accessed)
	}
	if f.Err == nil {
		f.Err = s.Flush(c.ctx)
	}
	if f.Err != nil {
		return false, c.cannotRead(f.Path, "failed", f.Err)
	}
	for i, r := range results {
		if err := c.imported(f.Path, f.Items[i], r); err != nil {
			return false, err
		}
	}
	return true, nil
}

func (c *call) imported(file string, it importer.Item, d session.Imported) error {
	line := imported{File: file, Item: it.Index, Status: d.Status, ID: d.Article.String(), Title: it.Article.Title.Value, Altered: d.Altered, Gone: d.Gone}
	if d.Status == session.ImportDuplicate {
		line.Of = line.ID
	}
	if c.json {
		return c.line(line)
	}
	c.say("%-9s  %s  %s", d.Status, line.ID[:8], line.Title)
	if d.Altered+d.Gone > 0 {
		c.say("%-9s  %s of it altered, %d gone", "", count(d.Altered, "passage"), d.Gone)
	}
	return nil
}

// filesOf are the files that args name; a folder stands for what can be read in it.
func filesOf(args []string) ([]string, error) {
	var files []string
	for _, arg := range args {
		if strings.HasPrefix(arg, "http://") || strings.HasPrefix(arg, "https://") {
			return nil, usageError{arg + ": this version reads files only; save the page in a browser and import the file"}
		}
		found := importer.Files([]string{arg})
		if len(found) == 0 {
			return nil, fmt.Errorf("there is no file in %s that can be read; these are: %s", arg, strings.Join(readable(), " "))
		}
		files = append(files, found...)
	}
	return files, nil
}

// readable are the endings of the names of files that can be read.
func readable() []string {
	var exts []string
	for _, f := range importer.Formats() {
		exts = append(exts, f.Extensions...)
	}
	return exts
}

func withoutPath(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

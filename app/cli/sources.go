package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"time"

	"briefdesk/app/session"
	"briefdesk/briefing/importer"
	"briefdesk/briefing/library"
)

// read is a file that was read, or why it could not be.
type read struct {
	file  string
	data  []byte
	items []importer.Item
	err   error
}

// readAll reads files in workers, a few at a time, and yields them in order.
func (c *call) readAll(files []string, yield func(read) error) error {
	ctx, stop := context.WithCancel(c.ctx)
	defer stop()
	results := make([]chan read, len(files))
	for i := range results {
		results[i] = make(chan read, 1)
	}
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	go func() { // ends with the files or with ctx
		for i, file := range files {
			select {
			case slots <- struct{}{}:
			case <-ctx.Done():
				return
			}
			go func() {
				results[i] <- c.read(ctx, file)
				<-slots
			}()
		}
	}()
	for _, result := range results {
		select {
		case r := <-result:
			if err := yield(r); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (c *call) read(ctx context.Context, file string) read {
	r := read{file: file}
	if r.data, r.err = importer.Load(file); r.err == nil {
		r.items, r.err = c.importer.Read(ctx, file, r.data, nil)
	}
	return r
}

func runExtract(c *call, files []string) error {
	failed := false
	err := c.readAll(files, func(r read) error {
		if r.err != nil {
			failed = true
			return c.cannotRead(r)
		}
		for _, it := range r.items {
			if err := c.extracted(it.Extract(r.file)); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && failed {
		err = errReported
	}
	return err
}

// fileError is a file that could not be read, as data.
type fileError struct {
	File   string `json:"file"`
	Status string `json:"status,omitempty"`
	Error  string `json:"error"`
}

func (c *call) cannotRead(r read) error {
	if c.json {
		return c.line(fileError{File: r.file, Error: r.err.Error()})
	}
	fmt.Fprintln(c.Err, "briefdesk:", r.err)
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
	Status session.ImportStatus `json:"status"`
	ID     string               `json:"id"`
	Of     string               `json:"of,omitempty"`
	Title  string               `json:"title"`
}

func setupImport(flags *flag.FlagSet) func(*call, []string) error {
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
		return c.writing(func(s *session.Session, _ *library.Library) error {
			return c.importFiles(s, files, *accessed)
		})
	}
}

func (c *call) importFiles(s *session.Session, files []string, accessed string) error {
	failed := false
	err := c.readAll(files, func(r read) error {
		var done []session.Imported
		if r.err == nil {
			done, r.err = s.Import(r.items, r.data, accessed)
		}
		if r.err == nil {
			r.err = s.Flush(c.ctx) // reported only once it is on the disk
		}
		if r.err != nil {
			failed = true
			if c.json {
				return c.line(fileError{File: r.file, Status: "failed", Error: r.err.Error()})
			}
			return c.cannotRead(r)
		}
		for i, d := range done {
			if err := c.imported(r.file, d, r.items[i].Article.Title.Value); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && failed {
		err = errReported
	}
	return err
}

func (c *call) imported(file string, d session.Imported, title string) error {
	line := imported{File: file, Status: d.Status, ID: d.Article.String(), Title: title}
	if d.Status == session.ImportDuplicate {
		line.Of = line.ID
	}
	if c.json {
		return c.line(line)
	}
	c.say("%-9s  %s  %s", d.Status, line.ID[:8], title)
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

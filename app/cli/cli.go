// Package cli is the program without a window: every job that needs no mouse,
// as a command.
//
// Run takes the words of the command line and returns an exit code: 0 fine, 1
// failed, 2 not understood, 3 a check that found something. Output is for
// people unless --json asks for data; errors go to the standard error with
// what to do about them. The commands are one table, which the help is made
// from as well.
//
// A command that writes holds the library's lock while it runs, and reports
// nothing as done before it is on the disk.
package cli

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"briefdesk/app/session"
	"briefdesk/assets"
	"briefdesk/briefing/export"
	"briefdesk/briefing/importer"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/library"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/template"
)

// Version is that of the program.
const Version = "0.1.0"

// The exit codes.
const (
	exitFine     = 0
	exitFailed   = 1
	exitUsage    = 2
	exitFindings = 3
)

// Streams are what a command reads and writes, and the mode of what it leaves.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	// Mode is that of new files that the user asks for; zero is 0600.
	Mode fs.FileMode
}

// Known reports whether name is a command, or asks for help or the version.
func Known(name string) bool {
	switch name {
	case "help", "-h", "-help", "--help", "version", "--version":
		return true
	}
	return slices.ContainsFunc(commands, func(c command) bool { return c.name == name })
}

// Run carries out a command: args begin with its name.
func Run(ctx context.Context, args []string, std Streams) int {
	switch args[0] {
	case "version", "--version":
		fmt.Fprintln(std.Out, "briefdesk", Version)
		return exitFine
	case "help", "-h", "-help", "--help":
		return help(args[1:], std)
	}
	i := slices.IndexFunc(commands, func(c command) bool { return c.name == args[0] })
	if i < 0 {
		return report(std, usageError{fmt.Sprintf("there is no command %q; “briefdesk help” lists them", args[0])})
	}
	c := &call{Streams: std, ctx: ctx, importer: importer.Importer{Cache: session.CacheDir()}}
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.BoolVar(&c.json, "json", false, "print data instead of sentences")
	flags.StringVar(&c.path, "library", "", "the library `FILE` (default: BRIEFDESK_LIBRARY, else the user's own)")
	run := commands[i].setup(flags)
	rest, err := interleaved(flags, args[1:])
	switch {
	case errors.Is(err, flag.ErrHelp):
		return help(args[:1], std)
	case err != nil:
		return report(std, usageError{fmt.Sprintf("%v; “briefdesk help %s” says what it takes", err, args[0])})
	}
	if err := commands[i].count(len(rest)); err != nil {
		return report(std, err)
	}
	return report(std, run(c, rest))
}

// interleaved parses flags that may stand before, between and after arguments;
// what follows “--” is arguments.
func interleaved(flags *flag.FlagSet, args []string) ([]string, error) {
	var rest []string
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		left := flags.Args()
		if len(left) == 0 {
			return rest, nil
		}
		if n := len(args) - len(left); n > 0 && args[n-1] == "--" {
			return append(rest, left...), nil
		}
		rest, args = append(rest, left[0]), left[1:]
	}
}

// usageError is a command line that makes no sense.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message }

// errFindings says that a check found something and has said so itself.
var errFindings = errors.New("there are findings")

// errReported says that a command failed and has said why itself.
var errReported = errors.New("reported")

// report prints an error with its remedy and turns it into an exit code.
func report(std Streams, err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.Is(err, errReported):
		return exitFailed
	case errors.As(err, &usage):
		fmt.Fprintln(std.Err, "briefdesk:", usage.message)
		return exitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(std.Err, "briefdesk: stopped; what was reported as done is kept")
		return exitFailed
	case errors.Is(err, session.ErrTrashed):
		err = fmt.Errorf("%w with “briefdesk undelete”", err)
	case errors.Is(err, library.ErrNotFound):
		err = fmt.Errorf("%w; “briefdesk articles”, “passages” and “briefings” list what is", err)
	}
	fmt.Fprintln(std.Err, "briefdesk:", err)
	return exitFailed
}

// call is one command being carried out.
type call struct {
	Streams
	ctx      context.Context
	importer importer.Importer
	json     bool
	path     string // of the library, as the flag says it
	unlock   string // what more is said of files that need a password
}

func (c *call) say(format string, args ...any) { fmt.Fprintf(c.Out, format+"\n", args...) }

// line prints v as one line of JSON.
func (c *call) line(v any) error { return json.NewEncoder(c.Out).Encode(v) }

// document prints v as one indented JSON document.
func (c *call) document(v any) error {
	e := json.NewEncoder(c.Out)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

func (c *call) libraryPath() (string, error) {
	if c.path != "" {
		return c.path, nil
	}
	return session.DefaultLibrary()
}

// reading runs f on the library, which is empty if there is no file.
func (c *call) reading(f func(*session.Session, *library.Library) error) error {
	return c.with(library.OpenReadOnly, f)
}

// writing runs f on the library, which is made if there is no file, and
// returns when all is on the disk. The first command of a day that writes makes
// the backup of the day, as the window does.
func (c *call) writing(f func(*session.Session, *library.Library) error) error {
	return c.with(library.Open, func(s *session.Session, lib *library.Library) error {
		err := f(s, lib)
		if s.Flush(c.ctx) == nil { // else closing says why
			c.keepBackup(lib)
		}
		return err
	})
}

// keepBackup makes the backup of the day. What the command did stands without it.
func (c *call) keepBackup(lib *library.Library) {
	if _, err := lib.BackupDaily(c.ctx); err != nil && c.ctx.Err() == nil {
		fmt.Fprintln(c.Err, "briefdesk: there is no backup of today:", err)
	}
}

func (c *call) with(open func(string) (*library.Library, error), f func(*session.Session, *library.Library) error) (err error) {
	path, err := c.libraryPath()
	if err != nil {
		return err
	}
	lib, err := open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	if said := lib.Notice(); said != "" {
		fmt.Fprintln(c.Err, "briefdesk:", said)
	}
	s := session.New(lib, func(f func()) { f() })
	defer func() { err = once(err, s.Close(context.WithoutCancel(c.ctx))) }()
	return f(s, lib)
}

// once joins the errors of a command and of the end of its session, which fails
// for the same reason where something cannot be saved.
func once(err, end error) error {
	if err != nil && end != nil && err.Error() == end.Error() {
		return err
	}
	return errors.Join(err, end)
}

// exporter makes what exports need from the files in the program.
func (c *call) exporter() (*export.Exporter, error) {
	var templates template.Templates
	var faults error
	var beside sync.WaitGroup // ends below
	beside.Go(func() { templates, faults = loadTemplates() })
	profiles, err := c.profiles()
	beside.Wait()
	if err != nil {
		return nil, err
	}
	if templates, err = c.usable(templates, faults); err != nil {
		return nil, err
	}
	rules := manuscript.Rules{Profiles: profiles, Templates: templates}
	return &export.Exporter{Setter: layout.NewSetter(assets.Fonts(), assets.Hyphenation()), Rules: rules}, nil
}

// help prints the list of commands, or what one of them takes.
func help(args []string, std Streams) int {
	if len(args) > 0 {
		i := slices.IndexFunc(commands, func(c command) bool { return c.name == args[0] })
		if i < 0 {
			return report(std, usageError{fmt.Sprintf("there is no command %q; “briefdesk help” lists them", args[0])})
		}
		c := commands[i]
		fmt.Fprintf(std.Out, "briefdesk %s %s\n\n%s.\n\n", c.name, c.args, c.does)
		flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
		flags.SetOutput(std.Out)
		c.setup(flags)
		flags.Bool("json", false, "print data instead of sentences")
		flags.String("library", "", "the library `FILE` (default: BRIEFDESK_LIBRARY, else the user's own)")
		flags.PrintDefaults()
		return exitFine
	}
	var s strings.Builder
	s.WriteString("Briefdesk turns source articles into briefing notes people can trust.\n\n" +
		"  briefdesk                  open the window\n")
	for _, c := range commands {
		fmt.Fprintf(&s, "  briefdesk %-16s %s\n", c.name, c.does)
	}
	s.WriteString("\n“briefdesk help COMMAND” says what a command takes.\n" +
		"An identifier may be cut short to its first four digits, if no other begins with them.\n")
	fmt.Fprint(std.Out, s.String())
	return exitFine
}

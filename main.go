// Briefdesk turns source articles into briefing notes people can trust.
//
// One binary is three programs: the window, the command line (package cli) and
// the worker that imports are read in (package importer). main chooses.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime"

	fyneapp "fyne.io/fyne/v2/app"

	"briefdesk/app"
	"briefdesk/app/cli"
	_ "briefdesk/app/locale" // before Fyne, which reads it
	"briefdesk/briefing/importer"
)

func main() {
	ordinary := privateFiles()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	switch args := os.Args[1:]; {
	case len(args) > 0 && args[0] == importer.WorkerFlag:
		os.Exit(importer.Work(os.Stdin, os.Stdout))
	case len(args) > 0 && (cli.Known(args[0]) || !exist(args)):
		os.Exit(cli.Run(ctx, args, cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Mode: ordinary}))
	case !hasDisplay():
		fmt.Fprintln(os.Stderr, "briefdesk: there is no display to open the window on; “briefdesk help” lists what works without one")
		os.Exit(1)
	default: // nothing, or files to open
		os.Exit(app.Run(ctx, fyneapp.NewWithID(app.ID), args, os.Stderr, ordinary))
	}
}

// hasDisplay reports whether there may be a display.
func hasDisplay() bool {
	switch runtime.GOOS {
	case "windows", "darwin":
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

// exist reports whether all paths are there.
func exist(paths []string) bool {
	for _, path := range paths {
		if _, err := os.Stat(path); err != nil {
			return false
		}
	}
	return true
}

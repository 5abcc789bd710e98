// Briefdesk turns source articles into briefing notes people can trust.
//
// One binary is three programs: the window, the command line (package cli) and
// the worker that imports are read in (package importer). main chooses.
package main

import (
	"context"
	"os"
	"os/signal"

	fyneapp "fyne.io/fyne/v2/app"

	"briefdesk/app"
	"briefdesk/app/cli"
	_ "briefdesk/app/locale" // before Fyne, which reads it
	"briefdesk/briefing/importer"
)

func main() {
	privateFiles()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	switch args := os.Args[1:]; {
	case len(args) > 0 && args[0] == importer.WorkerFlag:
		os.Exit(importer.Work(os.Stdin, os.Stdout))
	case len(args) > 0 && (cli.Known(args[0]) || !exist(args)):
		os.Exit(cli.Run(ctx, args, cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
	default: // nothing, or files to open
		os.Exit(app.Run(ctx, fyneapp.NewWithID(app.ID), args, os.Stderr))
	}
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

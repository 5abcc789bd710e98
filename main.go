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
	case len(args) > 0:
		os.Exit(cli.Run(ctx, args, cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
	default:
		os.Exit(app.Run(ctx, fyneapp.NewWithID(app.ID), os.Stderr))
	}
}

// Package app builds the window from the fyne.App that it is given.
//
// The window is a single page so far: it offers the demonstration, which does
// the whole job on a sample article, and shows where the PDF is. Whatever it
// does runs beside the window's thread, and comes back to it through fyne.Do.
package app

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/session"
	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/importer"
	pages "briefdesk/briefing/layout"
	"briefdesk/briefing/library"
)

// ID is the application's identifier.
const ID = "org.briefdesk.Briefdesk"

// Run opens the window and returns the exit code when it is closed. What keeps
// the library from opening is printed to stderr, since there is no window yet.
func Run(ctx context.Context, a fyne.App, stderr io.Writer) int {
	path, err := session.DefaultLibrary()
	if err != nil {
		fmt.Fprintln(stderr, "briefdesk:", err)
		return 1
	}
	lib, err := library.Open(path)
	if err != nil {
		fmt.Fprintln(stderr, "briefdesk:", err)
		return 1
	}
	s := session.New(lib, fyne.Do)
	w := a.NewWindow("Briefdesk")
	w.SetContent(welcome(func(say func(string)) { go demo(ctx, s, say) }))
	w.Resize(fyne.NewSize(640, 360))
	w.CenterOnScreen()
	w.ShowAndRun()
	if err := s.Close(context.WithoutCancel(ctx)); err != nil {
		fmt.Fprintln(stderr, "briefdesk:", err)
		return 1
	}
	if err := lib.Close(); err != nil {
		fmt.Fprintln(stderr, "briefdesk:", err)
		return 1
	}
	return 0
}

// welcome is the page that offers the demonstration. start begins it and
// reports through the function that it is given, from any goroutine.
func welcome(start func(say func(string))) fyne.CanvasObject {
	title := widget.NewLabelWithStyle("Briefing notes people can trust", fyne.TextAlignCenter, fyne.TextStyle{Bold: true})
	title.SizeName = "headingText"
	about := widget.NewLabelWithStyle("Briefdesk turns source articles into notes whose every quotation is proved against its source.", fyne.TextAlignCenter, fyne.TextStyle{})
	about.Wrapping = fyne.TextWrapWord
	status := widget.NewLabelWithStyle("", fyne.TextAlignCenter, fyne.TextStyle{})
	status.Wrapping = fyne.TextWrapWord
	var button *widget.Button
	button = widget.NewButton("Make a sample briefing", func() {
		button.Disable()
		status.SetText("Working …")
		start(func(text string) {
			fyne.Do(func() {
				status.SetText(text)
				button.Enable()
			})
		})
	})
	button.Importance = widget.HighImportance
	return container.NewPadded(container.NewVBox(layout.NewSpacer(), title, about,
		container.NewHBox(layout.NewSpacer(), button, layout.NewSpacer()), status, layout.NewSpacer()))
}

// demo does the whole job and says where the PDF is.
func demo(ctx context.Context, s *session.Session, say func(string)) {
	path, err := makeDemo(ctx, s)
	if err != nil {
		say("That did not work: " + err.Error())
		return
	}
	say("The briefing is at " + path)
}

func makeDemo(ctx context.Context, s *session.Session) (string, error) {
	profiles, err := briefing.LoadProfiles(assets.Profiles())
	if err != nil {
		return "", err
	}
	b, err := s.Demo(ctx, importer.Importer{}, assets.Samples(), profiles)
	if err != nil {
		return "", err
	}
	sources, err := s.Sources(b)
	if err != nil {
		return "", err
	}
	dir, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	e := export.Exporter{Setter: pages.NewSetter(assets.Fonts(), assets.Hyphenation()), Profiles: profiles}
	report, err := e.Export(b, sources, filepath.Join(dir, "pakistan-us-dialogue.pdf"), export.Options{})
	if err != nil {
		return "", err
	}
	return report.Files[0].Name, export.Save(report.Files)
}

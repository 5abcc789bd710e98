package app

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// BenchmarkFindings is what the thread of the window has to do when a note has been
// checked anew: three hundred findings, one of them new.
func BenchmarkFindings(b *testing.B) {
	lib := must(library.Memory())
	stopped := func(time.Duration, func()) func() { return func() {} }
	d := must(newDesk(b.Context(), test.NewTempApp(b), lib, session.Inline(), stopped))
	b.Cleanup(func() {
		if err := errors.Join(d.session.Close(context.Background()), lib.Close()); err != nil {
			b.Error(err)
		}
	})
	d.win.Resize(fyne.NewSize(1440, 900))
	d.note = briefing.NewID() // some briefing is open
	d.findings.put(true)
	rows := make([]advice, 300)
	for i := range rows {
		rows[i] = advice{Finding: briefing.Finding{
			Rule: "hedge", Severity: briefing.SeverityWarning, Block: 1,
			Message: fmt.Sprintf("“word%d” is of another row of ICD 203 than the other terms of the note; the nearest term is “unlikely”, or say so in a disclaimer of its own", i),
		}, place: "Considerations ¶1"}
	}
	n := 0
	for b.Loop() {
		n++
		rows[150].Message = fmt.Sprintf("“edited%d” is of another row of ICD 203 than the other terms of the note", n)
		d.findings.set(rows)
	}
}

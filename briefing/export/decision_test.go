package export_test

import (
	"strings"
	"testing"

	"briefdesk/briefing/export"
)

func TestFlowingFormatsAskTheReader(t *testing.T) {
	e := newExporter(t)
	for _, c := range []struct{ form, ext, want string }{
		{"briefing-note", ".txt", "Decision\n--------\n\n- [ ] Approved\n- [ ] Approved with changes\n- [ ] Not approved\n- [ ] Discuss\n\nMinister of External Affairs:\nDate:\n"},
		{"briefing-note", ".md", "## Decision\n\n- [ ] Approved\n"},
		{"briefing-note", ".html", "<h2>Decision</h2>\n"},
		{"us-action-memo", ".txt", "(Approve/Disapprove by 09/30/25)\n  - [ ] Approve\n  - [ ] Disapprove\n"},
		{"us-action-memo", ".html", "☐</span> Disapprove</li>"},
	} {
		b, sources := written(t, e, c.form)
		report, err := e.Export(b, sources, "a"+c.ext, export.Options{})
		must(t, err)
		if got := string(report.Files[0].Data); !strings.Contains(got, c.want) {
			t.Errorf("%s%s lacks %q:\n%s", c.form, c.ext, c.want, got)
		}
	}
}

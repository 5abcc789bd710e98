package export

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
)

// errNoAddressees says that there is nobody to make copies for.
var errNoAddressees = errors.New("the note has no addressees; list them in its front matter, under distribution")

// Addressees are those of b's distribution list that have a name, in its order:
// copy n is for the one at n-1.
func Addressees(b briefing.Briefing) []string {
	var names []string
	for _, name := range b.Distribution {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// Distribute exports a numbered copy of b for each of its addressees, called by a
// pattern as FileName has it; names that come twice are numbered. The report is
// that of the first copy, with the files of all. If one copy cannot be made there
// are no files.
func (e *Exporter) Distribute(b briefing.Briefing, sources briefing.Sources, pattern string, opts Options) (Report, error) {
	addressees := Addressees(b)
	if len(addressees) == 0 {
		return Report{}, errNoAddressees
	}
	var all Report
	used := map[string]bool{}
	for i, name := range addressees {
		opts.Copy.Number, opts.Copy.Of, opts.Copy.Addressee = i+1, len(addressees), name
		report, err := e.export(b, sources, pattern, opts, used)
		if err != nil {
			return Report{}, fmt.Errorf("copy %d of %d: %w", i+1, len(addressees), err)
		}
		if i == 0 {
			all = report
			continue
		}
		all.Files = append(all.Files, report.Files...)
	}
	return all, nil
}

// CopyNames are what Distribute calls the copies of m for addressees, in their
// order, where each is one file.
func CopyNames(pattern string, m manuscript.Manuscript, addressees []string) ([]string, error) {
	names := make([]string, len(addressees))
	used := map[string]bool{}
	for i, addressee := range addressees {
		m.Copy.Number, m.Copy.Of, m.Copy.Addressee = i+1, len(addressees), addressee
		name, err := FileName(pattern, m)
		if err != nil {
			return nil, err
		}
		names[i] = unused(name, used)
	}
	return names, nil
}

// unused is name, or the first of “name (2)”, “name (3)” … that is not used, and
// uses it. Names that differ in case alone are one.
func unused(name string, used map[string]bool) string {
	ext := filepath.Ext(name)
	free := name
	for n := 2; used[strings.ToLower(free)]; n++ {
		free = fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), n, ext)
	}
	used[strings.ToLower(free)] = true
	return free
}

package picture

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"briefdesk/briefing"
)

// RuleUnreadable is the finding about an image that cannot be read.
const RuleUnreadable = "image-unreadable"

// Load reads the images of b that are not at hand from a folder, the one that
// the Markdown of b is in. Names that lead out of the folder are refused. What
// cannot be read is a finding.
func Load(b *briefing.Briefing, folder fs.FS) []briefing.Finding {
	var findings []briefing.Finding
	for i := range b.Blocks {
		bl := &b.Blocks[i]
		if bl.Kind != briefing.BlockImage || bl.Image.Data != nil {
			continue
		}
		name := bl.Image.FileName()
		loaded, err := load(bl.Image, folder, name)
		if err != nil {
			findings = append(findings, briefing.Finding{
				Rule: RuleUnreadable, Severity: briefing.SeverityError, Block: i + 1, Text: name,
				Message: fmt.Sprintf("read the image %s: %v", name, err),
			})
			continue
		}
		bl.Image = loaded
	}
	return findings
}

func load(i briefing.Image, folder fs.FS, name string) (briefing.Image, error) {
	if !fs.ValidPath(name) {
		return i, errors.New("only images in the folder of the note, or one within it, are read; put it there")
	}
	data, err := readFile(folder, name)
	if err != nil {
		return i, err
	}
	if i.File == "" { // it is called by its hash
		i.Data = data
		return i, Check(i)
	}
	made, err := Read(data)
	if err != nil {
		return i, err
	}
	made.Alt, made.Decorative = i.Alt, i.Decorative
	return made, nil
}

// readFile reads a file of a bounded size.
func readFile(folder fs.FS, name string) ([]byte, error) {
	f, err := folder.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("there is no such file beside the note")
	case err != nil:
		return nil, fmt.Errorf("it cannot be opened: %w", inner(err))
	}
	defer f.Close()
	if about, err := f.Stat(); err != nil || !about.Mode().IsRegular() {
		return nil, errors.New("it is no file")
	}
	data, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err != nil {
		return nil, inner(err)
	}
	return data, nil
}

// inner is why a file cannot be read, without its path.
func inner(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

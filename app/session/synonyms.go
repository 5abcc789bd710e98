package session

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"briefdesk/briefing/search"
)

// mostSynonymBytes bounds what is read of the file.
const mostSynonymBytes = 1 << 20

// ReadSynonyms reads a file of synonyms, as text and as what it means; one that
// is not there is empty. Where some of its lines are wrong, the error names them
// and the others count.
func ReadSynonyms(path string) (text string, s search.Synonyms, err error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", search.Synonyms{}, nil
	}
	if err == nil && info.Size() > mostSynonymBytes {
		return "", search.Synonyms{}, fmt.Errorf("read %s: it is longer than 1 MB; leave some groups out", path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", search.Synonyms{}, fmt.Errorf("read the synonyms: %w", err)
	}
	text = strings.ToValidUTF8(string(data), "\uFFFD")
	s, err = search.ParseSynonyms(strings.NewReader(text))
	return text, s, err
}

// WriteSynonyms replaces the file, which is the user's alone, at once or not at
// all.
func WriteSynonyms(path, text string) error {
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = writeWhole(path, text)
	}
	if err != nil {
		return fmt.Errorf("write the synonyms: %w", err)
	}
	return nil
}

func writeWhole(path, text string) error {
	draft, err := os.CreateTemp(filepath.Dir(path), ".synonyms-*") // made 0600
	if err != nil {
		return err
	}
	_, err = draft.WriteString(text)
	err = errors.Join(err, draft.Sync(), draft.Close())
	if err == nil {
		err = os.Rename(draft.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(draft.Name()))
	}
	return nil
}

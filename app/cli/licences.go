package cli

import (
	"fmt"
	"io/fs"

	"briefdesk/assets"
)

// runLicences prints the texts under which fonts, icons, hyphenation patterns
// and the libraries inside the program are shipped.
func runLicences(c *call, _ []string) error {
	texts := assets.Licences()
	names, err := fs.Glob(texts, "*")
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := fs.ReadFile(texts, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.Out, "== %s\n\n%s\n", name, text)
	}
	return nil
}

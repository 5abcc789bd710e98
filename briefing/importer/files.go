package importer

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// Files replaces the folders among paths by the files in and below them that
// can be read, in order of their names. A path that is no folder stays as it
// is, whatever it names: reading it says what is wrong with it.
func Files(paths []string) []string {
	var files []string
	for _, path := range paths {
		err := filepath.WalkDir(path, func(file string, entry fs.DirEntry, err error) error {
			switch {
			case file == path && (err != nil || !entry.IsDir()):
				files = append(files, file)
			case err == nil && entry.Type().IsRegular() && isReadable(file):
				files = append(files, file)
			}
			return nil
		})
		if err != nil {
			files = append(files, path)
		}
	}
	return files
}

func isReadable(file string) bool {
	ext := strings.ToLower(filepath.Ext(file))
	return slices.ContainsFunc(formats, func(f Format) bool { return slices.Contains(f.Extensions, ext) })
}

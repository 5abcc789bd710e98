// Package assets holds the files that are shipped inside the program.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed fonts hyphenation/*.trie interface licences profiles samples templates
var files embed.FS

// Fonts are the typefaces, each as NAME.ttf, unaltered: a program maps what it reads of
// them into memory, and inflates nothing.
func Fonts() fs.FS { return sub("fonts") }

// Hyphenation holds the Liang patterns of each language as a trie, LANG.trie. Package
// layout makes it from LANG.dic.gz beside it, which is not in the program.
func Hyphenation() fs.FS { return sub("hyphenation") }

// Interface holds what the window is drawn with: fonts/NAME.otf and
// fonts/NAME.ttf, icons/NAME.svg, all unaltered.
func Interface() fs.FS { return sub("interface") }

// Licences are the texts under which the other files are shipped, and the
// libraries that the program is linked with.
func Licences() fs.FS { return sub("licences") }

// Profiles are the marking profiles, one JSON file each.
func Profiles() fs.FS { return sub("profiles") }

// Templates are the forms of notes, one JSON file each.
func Templates() fs.FS { return sub("templates") }

// Samples are the articles that the demonstration works on.
func Samples() fs.FS { return sub("samples") }

func sub(dir string) fs.FS {
	fsys, err := fs.Sub(files, dir)
	if err != nil {
		panic(err) // the folders are named in the embed directive
	}
	return fsys
}

// Package locale gives the process a locale that other packages can parse.
//
// Fyne reads the environment while it is initialised and prints an error where
// the locale is C or missing, from every command, window or not. Go initialises
// packages in the order of their import paths, so this one, which imports
// nothing of ours or Fyne's, comes first. It is the only package with an init.
package locale

import "os"

func init() {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		switch os.Getenv(name) {
		case "":
			continue
		case "C", "POSIX", "C.UTF-8", "C.utf8":
			os.Setenv(name, "en_GB.UTF-8")
		}
		return
	}
	os.Setenv("LANG", "en_GB.UTF-8")
}

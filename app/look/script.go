package look

import "unicode"

// IsFromRight reports whether a letter is of a script that is written from the
// right.
func IsFromRight(r rune) bool {
	return r > unicode.MaxLatin1 && unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana)
}

// IsRightToLeft reports whether the first letter of s is written from the
// right.
func IsRightToLeft(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return IsFromRight(r)
		}
	}
	return false
}

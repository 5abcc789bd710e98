package importer

import (
	"bytes"
	"unicode/utf16"
)

// Files of Office up to 2003, mails saved by Outlook and encrypted documents
// are compound files (MS-CFB): a file system in a file, whose directory holds
// names in UTF-16. Which it is shows in the names alone.

// isCompound reports whether data is a compound file.
func isCompound(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1})
}

// compoundKinds are told by a name, the first that is there.
var compoundKinds = []struct{ name, reason string }{
	{"EncryptedPackage", "it is protected with a password; open it in Word, remove the password (File, Info, Protect Document) and save it again"},
	{"__substg1.0_", "it is a mail in Outlook's own format (.msg); save it from Outlook as text or HTML, or drag it out of another mail program as .eml"},
	{"WordDocument", "it is a Word document of the old kind (.doc); open it in Word or LibreOffice and save it as .docx"},
}

// refuseCompound says what a compound file is and what to do about it.
func refuseCompound(data []byte) error {
	for _, k := range compoundKinds {
		if bytes.Contains(data, asUTF16(k.name)) {
			return &refusal{k.reason, ErrUnsupported}
		}
	}
	return unsupported("a file of an old Office program")
}

func asUTF16(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

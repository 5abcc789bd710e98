package briefing

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
)

// ID is a random 128-bit identifier, so that libraries can be merged without
// renumbering. It is written as 32 hexadecimal digits and never reaches an
// exported page.
type ID [16]byte

// NewID returns a fresh identifier.
func NewID() ID {
	var id ID
	rand.Read(id[:]) // never fails: crypto/rand aborts the program instead
	return id
}

// ParseID reads the 32 hexadecimal digits of an identifier.
func ParseID(s string) (ID, error) {
	var id ID
	return id, unhex(id[:], s, "identifier")
}

// IsZero reports whether id stands for nothing.
func (id ID) IsZero() bool { return id == ID{} }

func (id ID) String() string { return hex.EncodeToString(id[:]) }

// MarshalText writes id as ParseID reads it; the zero ID is empty.
func (id ID) MarshalText() ([]byte, error) {
	if id.IsZero() {
		return nil, nil
	}
	return []byte(id.String()), nil
}

// UnmarshalText is the inverse of MarshalText.
func (id *ID) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*id = ID{}
		return nil
	}
	return unhex(id[:], string(text), "identifier")
}

// Hash is a SHA-256 digest. It identifies snapshots, blocks and original bytes.
type Hash [32]byte

// IsZero reports whether h is no hash at all.
func (h Hash) IsZero() bool { return h == Hash{} }

func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText writes h as 64 hexadecimal digits; the zero Hash is empty.
func (h Hash) MarshalText() ([]byte, error) {
	if h.IsZero() {
		return nil, nil
	}
	return []byte(h.String()), nil
}

// UnmarshalText is the inverse of MarshalText.
func (h *Hash) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*h = Hash{}
		return nil
	}
	return unhex(h[:], string(text), "hash")
}

func unhex(dst []byte, s, what string) error {
	if len(s) != 2*len(dst) {
		return fmt.Errorf("%q is not %s: want %d hexadecimal digits", s, withArticle(what), 2*len(dst))
	}
	if _, err := hex.Decode(dst, []byte(s)); err != nil {
		return fmt.Errorf("%q is not %s: %w", s, withArticle(what), err)
	}
	return nil
}

func withArticle(noun string) string {
	if noun[0] == 'i' {
		return "an " + noun
	}
	return "a " + noun
}

package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Protection by a password: the standard security handler of revision 6, AES
// with keys of 256 bits (ISO 32000-2, 7.6.4). The password opens the file and
// forbids nothing: what may be read may be copied and printed, and screen readers
// must not be shut out.

// protection encrypts what a file holds. The zero protection does nothing.
type protection struct {
	block cipher.Block // nil where there is no password
	entry dict         // what the file says of it
}

// maxPassword is as many bytes as readers look at.
const maxPassword = 127

// protect draws a key for a file that password opens.
func protect(password string) (protection, error) {
	if password == "" {
		return protection{}, nil
	}
	secret, err := prepared(password)
	if err != nil {
		return protection{}, err
	}
	var key [32]byte
	rand.Read(key[:]) // never fails: see its documentation
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return protection{}, err
	}
	user, userKey := locked(secret, nil, key)
	owner, ownerKey := locked(secret, user, key)
	filter := dict{{"Type", name("CryptFilter")}, {"CFM", name("AESV3")}, {"AuthEvent", name("DocOpen")}, {"Length", integer(32)}}
	return protection{block, dict{
		{"Filter", name("Standard")},
		{"V", integer(5)},
		{"R", integer(6)},
		{"Length", integer(256)},
		{"CF", dict{{"StdCF", filter}}},
		{"StmF", name("StdCF")},
		{"StrF", name("StdCF")},
		{"O", text(owner)},
		{"OE", text(ownerKey)},
		{"U", text(user)},
		{"UE", text(userKey)},
		{"P", integer(allowed)},
		{"Perms", text(permissions(block))},
		{"EncryptMetadata", token("true")},
	}}, nil
}

// prepared is a password as its bytes are compared: in one normal form, so that
// it opens the file whatever keyboard it is typed on.
func prepared(password string) ([]byte, error) {
	password = norm.NFKC.String(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Zs, r) {
			return ' '
		}
		return r
	}, password))
	switch {
	case strings.ContainsFunc(password, unicode.IsControl) || strings.ContainsRune(password, unicode.ReplacementChar):
		return nil, errors.New("the password holds a character that cannot be typed; choose another")
	case len(password) > maxPassword:
		return nil, fmt.Errorf("the password has %d bytes; readers look at %d: choose a shorter one", len(password), maxPassword)
	}
	return []byte(password), nil
}

// locked returns what a password is checked by, and the key of the file as that
// password opens it (algorithms 8 and 9). The owner's depend on the user's check.
func locked(secret, user []byte, key [32]byte) (check, lockedKey []byte) {
	var salts [16]byte // of the check, and of the key
	rand.Read(salts[:])
	check = append(digest(secret, salts[:8], user), salts[:]...)
	block, _ := aes.NewCipher(digest(secret, salts[8:], user)) // 32 bytes are a key
	lockedKey = make([]byte, len(key))
	cipher.NewCBCEncrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(lockedKey, key[:])
	return check, lockedKey
}

// digest is algorithm 2.B: slow on purpose, so that guessing is.
func digest(secret, salt, user []byte) []byte {
	first := sha256.Sum256(bytes.Join([][]byte{secret, salt, user}, nil))
	k := first[:]
	for round := 0; ; round++ {
		e := bytes.Repeat(bytes.Join([][]byte{secret, k, user}, nil), 64)
		block, _ := aes.NewCipher(k[:16]) // 16 bytes are a key
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		sum := 0 // as the first 16 bytes are modulo 3, since 256 is 1
		for _, b := range e[:16] {
			sum += int(b)
		}
		switch sum % 3 {
		case 0:
			h := sha256.Sum256(e)
			k = h[:]
		case 1:
			h := sha512.Sum384(e)
			k = h[:]
		default:
			h := sha512.Sum512(e)
			k = h[:]
		}
		if round >= 63 && int(e[len(e)-1]) <= round+1-32 {
			return k[:32]
		}
	}
}

// allowed is every permission: the bits that stand for none are as they must be.
const allowed = -4

// permissions say the same under lock (algorithm 10), so that nobody changes them.
func permissions(block cipher.Block) []byte {
	var p [aes.BlockSize]byte
	bits := int32(allowed)
	binary.LittleEndian.PutUint32(p[:], uint32(bits))
	copy(p[4:], "\xff\xff\xff\xffTadb")
	rand.Read(p[12:])
	block.Encrypt(p[:], p[:])
	return p[:]
}

// sealed is data encrypted: a vector drawn by lot, then whole blocks (algorithm
// 1.A). Without a password it is data.
func (p protection) sealed(data []byte) []byte {
	if p.block == nil {
		return data
	}
	pad := aes.BlockSize - len(data)%aes.BlockSize
	out := make([]byte, aes.BlockSize+len(data)+pad)
	rand.Read(out[:aes.BlockSize])
	body := out[aes.BlockSize:]
	copy(body, data)
	for i := len(data); i < len(body); i++ {
		body[i] = byte(pad)
	}
	cipher.NewCBCEncrypter(p.block, out[:aes.BlockSize]).CryptBlocks(body, body)
	return out
}

// sealedTexts is v with its texts encrypted.
func (p protection) sealedTexts(v value) value {
	if p.block == nil {
		return v
	}
	switch v := v.(type) {
	case text:
		return text(p.sealed([]byte(v)))
	case array:
		out := make(array, len(v))
		for i, e := range v {
			out[i] = p.sealedTexts(e)
		}
		return out
	case dict:
		out := make(dict, len(v))
		for i, e := range v {
			out[i] = entry{e.key, p.sealedTexts(e.val)}
		}
		return out
	}
	return v
}

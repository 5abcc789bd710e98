package importer

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash"
	"strings"

	"briefdesk/briefing/opc"
)

// An encrypted Office document is a compound file of two streams: how it is
// encrypted, and the package. Office has done that in one way since 2010, the
// “agile encryption” of MS-OFFCRYPTO 2.3.4.10: the password, hashed many times
// over, opens a key, and the key opens the package, segment by segment.

var (
	errSealed      = &refusal{"it is encrypted; give its password", ErrPassword}
	errOtherSeal   = &refusal{"its password is another one; ask whoever sent it", ErrPassword}
	errUnknownSeal = &refusal{reason: "it is encrypted in a way that cannot be opened here; open it in Word, remove the password and save it again", cause: ErrUnsupported}
)

// parseSealed reads an encrypted document.
func parseSealed(ctx context.Context, src source) ([]draft, error) {
	if src.task.password == "" {
		return nil, errSealed
	}
	c, ok := openCompound(src.data)
	if !ok {
		return nil, errUnknownSeal
	}
	s, err := readSeal(c.stream("EncryptionInfo"))
	if err != nil {
		return nil, errUnknownSeal
	}
	data, err := s.open(ctx, src.task.password, c.stream("EncryptedPackage"))
	if err != nil {
		return nil, err
	}
	return src.inner(src.name, data)
}

// sealKey says how one thing of a sealed document is encrypted.
type sealKey struct {
	BlockSize int    `xml:"blockSize,attr"`
	KeyBits   int    `xml:"keyBits,attr"`
	Cipher    string `xml:"cipherAlgorithm,attr"`
	Chaining  string `xml:"cipherChaining,attr"`
	Hash      string `xml:"hashAlgorithm,attr"`
	Salt      string `xml:"saltValue,attr"`
}

// seal is what the descriptor of a sealed document says.
type seal struct {
	Data       sealKey `xml:"keyData"`
	Encryptors []struct {
		Password *struct {
			sealKey
			Spins    int    `xml:"spinCount,attr"`
			Input    string `xml:"encryptedVerifierHashInput,attr"`
			Verifier string `xml:"encryptedVerifierHashValue,attr"`
			Key      string `xml:"encryptedKeyValue,attr"`
		} `xml:"encryptedKey"`
	} `xml:"keyEncryptors>keyEncryptor"`
}

const maxSpins = 10_000_000 // ECMA-376 allows no more

func readSeal(info []byte) (seal, error) {
	var s seal
	if len(info) < 8 || binary.LittleEndian.Uint32(info) != 4|4<<16 {
		return s, errors.New("not the agile encryption")
	}
	return s, opc.NewDecoder(info[8:]).Decode(&s)
}

// open decrypts the package.
func (s seal) open(ctx context.Context, password string, data []byte) ([]byte, error) {
	for _, e := range s.Encryptors {
		p := e.Password
		if p == nil || p.Spins < 0 || p.Spins > maxSpins || !p.known() || !s.Data.known() || len(data) < 8 {
			continue
		}
		secret, err := p.spin(ctx, password, p.Spins)
		if err != nil {
			return nil, err
		}
		input := p.decrypt(secret, [8]byte{0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79}, p.Input)
		verifier := p.decrypt(secret, [8]byte{0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e}, p.Verifier)
		sum := p.sum(input)
		if len(verifier) < len(sum) || subtle.ConstantTimeCompare(verifier[:len(sum)], sum) != 1 {
			return nil, errOtherSeal
		}
		key := p.decrypt(secret, [8]byte{0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6}, p.Key)
		return s.Data.segments(key, data)
	}
	return nil, errUnknownSeal
}

var sealHashes = map[string]func() hash.Hash{"SHA1": sha1.New, "SHA256": sha256.New, "SHA384": sha512.New384, "SHA512": sha512.New}

// known reports whether k names what can be done here.
func (k sealKey) known() bool {
	return sealHashes[k.Hash] != nil && k.Cipher == "AES" && strings.EqualFold(k.Chaining, "ChainingModeCBC") &&
		(k.KeyBits == 128 || k.KeyBits == 192 || k.KeyBits == 256) && k.BlockSize == aes.BlockSize
}

func (k sealKey) sum(parts ...[]byte) []byte {
	h := sealHashes[k.Hash]()
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

func (k sealKey) salt() []byte { return fromBase64([]byte(k.Salt)) }

// spin hashes the password, and the result again and again with its count.
func (k sealKey) spin(ctx context.Context, password string, times int) ([]byte, error) {
	sum := k.sum(k.salt(), asUTF16(password))
	var count [4]byte
	for i := range times {
		if i%65536 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		binary.LittleEndian.PutUint32(count[:], uint32(i))
		sum = k.sum(count[:], sum)
	}
	return sum, nil
}

// decrypt opens a value of the descriptor, whose purpose makes its key.
func (k sealKey) decrypt(secret []byte, purpose [8]byte, value string) []byte {
	key := fitted(k.sum(secret, purpose[:]), k.KeyBits/8)
	data, err := base64.StdEncoding.DecodeString(value)
	if err != nil {
		return nil
	}
	return k.cbc(key, fitted(k.salt(), k.BlockSize), data)
}

// fitted makes b so long, with the filler of the standard.
func fitted(b []byte, n int) []byte {
	return append(bytes.Clone(b[:min(len(b), n)]), bytes.Repeat([]byte{0x36}, max(n-len(b), 0))...)
}

// cbc decrypts whole blocks of data.
func (k sealKey) cbc(key, iv, data []byte) []byte {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil
	}
	out := bytes.Clone(data[:len(data)/aes.BlockSize*aes.BlockSize])
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(out, out)
	return out
}

// segments decrypts the package, which has its size before it.
func (k sealKey) segments(key, data []byte) ([]byte, error) {
	const segment = 4096
	size := binary.LittleEndian.Uint64(data)
	var out []byte
	var count [4]byte
	for i := 0; i*segment < len(data)-8; i++ {
		binary.LittleEndian.PutUint32(count[:], uint32(i))
		iv := fitted(k.sum(k.salt(), count[:]), k.BlockSize)
		out = append(out, k.cbc(fitted(key, k.KeyBits/8), iv, data[8+i*segment:min(8+(i+1)*segment, len(data))])...)
	}
	if size > uint64(len(out)) {
		return nil, &refusal{reason: "it is damaged; save it again where it came from"}
	}
	return out[:size], nil
}

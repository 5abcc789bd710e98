package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestPasswordOpensTheKey reads the key of a file as a viewer does (ISO 32000-2,
// algorithm 2.A), by the user's password and by the owner's.
func TestPasswordOpensTheKey(t *testing.T) {
	for _, password := range []string{"x", "Pässwörter sind lang genug", strings.Repeat("a", maxPassword)} {
		p, err := protect(password)
		if err != nil {
			t.Fatal(err)
		}
		secret := []byte(password)
		bytesOf := func(key name) []byte { return []byte(p.entry.get(key).(text)) }
		for _, c := range []struct {
			check, key name
			user       []byte
		}{{"U", "UE", nil}, {"O", "OE", bytesOf("U")}} {
			check := bytesOf(c.check)
			if !bytes.Equal(digest(secret, check[32:40], c.user), check[:32]) {
				t.Errorf("%q is not the password of %s", password, c.check)
			}
			if bytes.Equal(digest([]byte("another"), check[32:40], c.user), check[:32]) {
				t.Errorf("another is the password of %s", c.check)
			}
			block, err := aes.NewCipher(digest(secret, check[40:48], c.user))
			if err != nil {
				t.Fatal(err)
			}
			key := make([]byte, 32)
			cipher.NewCBCDecrypter(block, make([]byte, 16)).CryptBlocks(key, bytesOf(c.key))
			opened, err := aes.NewCipher(key)
			if err != nil {
				t.Fatal(err)
			}
			perms := make([]byte, 16)
			opened.Decrypt(perms, bytesOf("Perms"))
			if !bytes.HasPrefix(perms, []byte("\xfc\xff\xff\xff\xff\xff\xff\xffTadb")) {
				t.Errorf("%s does not open the permissions, which are %q", c.key, perms)
			}
		}
	}
}

func TestPasswordsThatCannotBe(t *testing.T) {
	for password, want := range map[string]string{
		"a\tb":                    "the password holds a character that cannot be typed",
		"\xff":                    "the password holds a character that cannot be typed",
		strings.Repeat("é", 64):   "the password has 128 bytes; readers look at 127",
		strings.Repeat("a", 4000): "the password has 4000 bytes",
	} {
		var out bytes.Buffer
		err := Write(&out, tagged(t), Options{Password: password})
		if err == nil || !strings.Contains(err.Error(), want) || out.Len() > 0 {
			t.Errorf("%.10q: the error is %v after %d bytes, want %s", password, err, out.Len(), want)
		}
	}
}

func TestEqualPasswordsAreTypedInTwoWays(t *testing.T) {
	composed, err := prepared("caf\u00e9\u00a01")
	if err != nil {
		t.Fatal(err)
	}
	typed, err := prepared("cafe\u0301 1")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(composed, typed) {
		t.Errorf("%q and %q are two passwords", composed, typed)
	}
}

func TestSealedIsOpenedAgain(t *testing.T) {
	p, err := protect("secret")
	if err != nil {
		t.Fatal(err)
	}
	for n := range 40 {
		data := bytes.Repeat([]byte{'x'}, n)
		sealed := p.sealed(data)
		body := sealed[16:]
		cipher.NewCBCDecrypter(p.block, sealed[:16]).CryptBlocks(body, body)
		if got := body[:len(body)-int(body[len(body)-1])]; !bytes.Equal(got, data) {
			t.Errorf("%d bytes come back as %q", n, got)
		}
	}
}

// protected is a file with a password and attachments.
func protected(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, whole(t), Options{Password: "schlüssel", Attachments: sources}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestProtectedFilesHideTheirWords(t *testing.T) {
	data := protected(t)
	for _, word := range []string{"The desk", "TLP:AMBER", "A note", "Issue", "It met twice", "pdfuaid"} {
		if bytes.Contains(data, []byte(word)) {
			t.Errorf("the file shows %q", word)
		}
	}
	if bytes.Equal(data, protected(t)) {
		t.Error("two protected files have one key")
	}
}

// TestProtectedFilesOpenByTheirPassword has qpdf take the password away: what is
// left is accessible, and does not claim to be archival.
func TestProtectedFilesOpenByTheirPassword(t *testing.T) {
	tool, err := exec.LookPath("qpdf")
	if err != nil {
		t.Skip("qpdf is not installed")
	}
	locked := t.TempDir() + "/locked.pdf"
	writeFile(t, locked, protected(t))
	if out, err := exec.Command(tool, "--check", locked).CombinedOutput(); err == nil {
		t.Errorf("qpdf opens the file without the password:\n%s", out)
	}
	if out, err := exec.Command(tool, "--check", "--password=schlüssel", locked).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	open := locked + ".open"
	if out, err := exec.Command(tool, "--decrypt", "--password=schlüssel", "--qdf", locked, open).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	data, err := os.ReadFile(open)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(data, []byte("<pdfuaid:part>1<")) || bytes.Contains(data, []byte("pdfaid:part")) {
		t.Error("the file does not claim to be accessible alone")
	}
	if !bytes.Contains(data, []byte("It met twice.")) {
		t.Error("the attachment has gone")
	}
}

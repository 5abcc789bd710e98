package library

import (
	"context"
	"crypto/sha256"
	"fmt"
	"sync"

	"briefdesk/briefing"

	"github.com/klauspost/compress/zstd"
)

// maxOriginal bounds what an original may unpack to, in bytes: a stranger's
// file may hold a few bytes that claim to be a terabyte.
const maxOriginal = 256 << 20

var zstdWriter = sync.OnceValue(func() *zstd.Encoder {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic(err) // the options are constants
	}
	return w
})

var zstdReader = sync.OnceValue(func() *zstd.Decoder {
	r, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxOriginal))
	if err != nil {
		panic(err) // the options are constants
	}
	return r
})

func compress(data []byte) []byte { return zstdWriter().EncodeAll(data, nil) }

// Original returns the bytes that hash to hash, as they were imported, or those
// of an image.
func (l *Library) Original(ctx context.Context, hash briefing.Hash) ([]byte, error) {
	var packed []byte
	err := l.read.QueryRowContext(ctx, "SELECT data FROM originals WHERE hash = ?", hash[:]).Scan(&packed)
	if err != nil {
		return nil, fmt.Errorf("read original %v: %w", hash, explain(err))
	}
	data, err := unpack(packed, hash)
	if err != nil {
		return nil, fmt.Errorf("read original %v: %w", hash, err)
	}
	return data, nil
}

func unpack(packed []byte, hash briefing.Hash) ([]byte, error) {
	data, err := zstdReader().DecodeAll(packed, nil)
	if err != nil {
		return nil, damaged("unpack: %v", err)
	}
	if sha256.Sum256(data) != hash {
		return nil, damaged("its bytes do not match its hash")
	}
	return data, nil
}

package pdftext

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// PDFium runs as WebAssembly without files, clock or network: a hostile file
// can at worst fill the memory that the engine is given. Compiling it to
// machine code takes seconds; kept in a folder, the code is ready in a fifth of
// one.

// enginePages is the most memory the engine may have, in pages of 64 KB.
const enginePages = 512 << 20 / (64 << 10)

// warmMark is the file that says a cache folder holds the whole code. It names
// the engine's version, so that the code of another is made anew.
const warmMark = "pdfium-1.17.2-wazero-1.12.0.ready"

// Warm compiles the engine into the folder dir, which it makes if there is none,
// so that Read with this folder starts at once. What lies there is run as
// machine code: the folder must be its owner's alone. Warm takes seconds of
// computing the first time and nothing after that.
func Warm(ctx context.Context, dir string) error {
	if IsWarm(dir) {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the folder of the PDF engine: %w", err)
	}
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return fmt.Errorf("open the folder of the PDF engine: %w", err)
	}
	defer cache.Close(ctx)
	e, err := startEngine(engineConfig().WithCompilationCache(cache))
	if err != nil {
		return err
	}
	e.close()
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, warmMark), nil, 0o600); err != nil {
		return fmt.Errorf("mark the PDF engine as ready: %w", err)
	}
	return nil
}

// IsWarm reports whether dir holds the code that Warm makes.
func IsWarm(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, warmMark))
	return dir != "" && err == nil
}

// engine is one running PDFium.
type engine struct {
	pool      pdfium.Pool
	module    api.Module
	functions map[string]api.Function
	// scratch is where the engine writes what a call returns through pointers.
	scratch uint32
}

// scratchSize is the bytes of engine.scratch, enough for any name or label.
const scratchSize = 4096

// newEngine starts PDFium, with the code kept in dir if there is any.
func newEngine(dir string) (*engine, error) {
	if !IsWarm(dir) {
		return startEngine(engineConfig())
	}
	if cache, err := wazero.NewCompilationCacheWithDir(dir); err == nil {
		if e, err := startEngine(engineConfig().WithCompilationCache(cache)); err == nil {
			return e, nil
		}
	}
	return startEngine(engineConfig()) // the folder is not what it was
}

// engineConfig bounds the engine's memory. Nothing bounds its time: code that
// can be stopped (WithCloseOnContextDone) takes 2.8 times as long.
func engineConfig() wazero.RuntimeConfig {
	return wazero.NewRuntimeConfig().WithMemoryLimitPages(enginePages)
}

func startEngine(config wazero.RuntimeConfig) (*engine, error) {
	pool, err := webassembly.Init(webassembly.Config{
		MinIdle: 1, MaxIdle: 1, MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), RuntimeConfig: config, Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("start the PDF engine: %w", err)
	}
	e := &engine{pool: pool, functions: map[string]api.Function{}}
	if err := e.connect(); err != nil {
		e.close()
		return nil, fmt.Errorf("start the PDF engine: %w", err)
	}
	return e, nil
}

// connect reaches through the library to the module itself. The library's own
// calls make a stack for every call and cells for every result, which is most
// of the time of a page of three thousand characters.
func (e *engine) connect() error {
	const patience = 30 * time.Second
	instance, err := e.pool.GetInstance(patience)
	if err != nil {
		return err
	}
	field := reflect.Indirect(reflect.ValueOf(instance.GetImplementation())).FieldByName("Module")
	if !field.IsValid() {
		return errors.New("its library has no module")
	}
	module, ok := field.Interface().(api.Module)
	if !ok {
		return errors.New("its library has another kind of module")
	}
	e.module = module
	at, err := e.call("malloc", scratchSize)
	if err != nil || at == 0 {
		return errors.Join(errors.New("it has no memory"), err)
	}
	e.scratch = uint32(at)
	return nil
}

func (e *engine) close() { _ = e.pool.Close() }

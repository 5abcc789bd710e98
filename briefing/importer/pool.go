package importer

import (
	"context"
	"iter"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// File is what came of one file: its articles, or why there are none.
type File struct {
	Path  string
	Data  []byte // its content, or nil if it could not be loaded
	Items []Item
	Err   error
}

// Progress is how far ReadFiles has come.
type Progress struct {
	Read, Files int    // files that are read, of how many
	Path        string // the file that a page was read of last, or empty
	Page, Pages int    // of it; Pages is 0 where nobody knows
}

// ReadFiles reads files, a few at a time, and yields them in the order of
// paths. It ends early, and leaves no worker behind, when the loop over it does
// or ctx ends; what was being read then is not yielded. progress, if not nil,
// is called from several goroutines, one at a time.
func (im Importer) ReadFiles(ctx context.Context, paths []string, progress func(Progress)) iter.Seq[File] {
	return func(yield func(File) bool) {
		ctx, stop := context.WithCancel(ctx)
		p := pool{im: im, paths: paths, progress: progress, files: make([]chan File, len(paths))}
		for i := range p.files {
			p.files[i] = make(chan File, 1)
		}
		// Reading may be ahead of the loop, but not by so much that the files
		// waiting for it fill the memory.
		p.ahead = make(chan struct{}, 2*workers())
		p.running.Go(func() { p.run(ctx) })
		defer p.running.Wait()
		defer stop()
		for _, file := range p.files {
			select {
			case f := <-file:
				if ctx.Err() != nil || !yield(f) {
					return
				}
				<-p.ahead
			case <-ctx.Done():
				return
			}
		}
	}
}

// workers is how many work at a time: more would each wait for the others.
func workers() int {
	const fewest, most = 2, 4
	return min(max(runtime.GOMAXPROCS(0), fewest), most)
}

// pool is the reading of many files under way.
type pool struct {
	im       Importer
	paths    []string
	progress func(Progress)
	files    []chan File
	ahead    chan struct{}
	running  sync.WaitGroup
	prepare  sync.Once

	mu   sync.Mutex
	done Progress
}

// run begins to read one file after the other, until ctx ends.
func (p *pool) run(ctx context.Context) {
	slots := make(chan struct{}, workers())
	for i, path := range p.paths {
		for _, c := range []chan struct{}{p.ahead, slots} {
			select {
			case c <- struct{}{}:
			case <-ctx.Done():
				return
			}
		}
		p.running.Go(func() {
			f := p.read(ctx, path)
			p.report(func(done *Progress) { done.Read++ })
			p.files[i] <- f
			<-slots
		})
	}
}

// read reads one file. What formats need is prepared before the first of them.
func (p *pool) read(ctx context.Context, path string) File {
	f := File{Path: path}
	if f.Data, f.Err = Load(path); f.Err != nil {
		return f
	}
	if needsPreparing(path) {
		p.prepare.Do(func() { p.im.Prepare(ctx) }) // without it reading only takes longer
	}
	f.Items, f.Err = p.im.Read(ctx, path, f.Data, func(page, pages int) {
		p.report(func(done *Progress) { done.Path, done.Page, done.Pages = path, page, pages })
	})
	return f
}

// needsPreparing reports whether the file at path has the name of a format that
// can be prepared for.
func needsPreparing(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	return slices.ContainsFunc(formats, func(f Format) bool { return f.prepare != nil && slices.Contains(f.Extensions, ext) })
}

func (p *pool) report(change func(*Progress)) {
	if p.progress == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done.Files = len(p.paths)
	change(&p.done)
	p.progress(p.done)
}

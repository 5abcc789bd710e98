package importer

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"time"

	"briefdesk/briefing"
)

// The parent writes one header line and then the file; the worker answers with
// one message a line. Only the last may be a refusal.
//
//	→ {"name":"note.md"}\n bytes…
//	← {"format":"pdf"}
//	← {"ready":true}
//	← {"page":3,"pages":12}
//	← {"item":{…}}
//	← {"refused":"it is empty; …"}

// WorkerFlag makes a program that calls Work when it sees it a worker.
const WorkerFlag = "--import-worker"

type header struct {
	Name     string `json:"name"`
	Password string `json:"password,omitempty"`
	Cache    string `json:"cache,omitempty"`
	Prepare  bool   `json:"prepare,omitempty"` // fill the cache; no file follows
}

type message struct {
	Format      string `json:"format,omitempty"` // what the file, or the part being read, was found to be
	Ready       bool   `json:"ready,omitempty"`  // the engine of that format
	Page        int    `json:"page,omitempty"`
	Pages       int    `json:"pages,omitempty"` // of how many, if that is known
	Item        *Item  `json:"item,omitempty"`
	Refused     string `json:"refused,omitempty"`
	Unsupported bool   `json:"unsupported,omitempty"` // of a refusal: it is ErrUnsupported
	Password    bool   `json:"password,omitempty"`    // of a refusal: it is ErrPassword
}

const (
	maxOutput = 64 << 20 // bytes that a worker may print
	maxError  = 64 << 10 // bytes of its stderr that are kept
	maxItems  = 500
)

// Work is the worker's main: it reads one file from in, writes its articles to
// out and returns the exit code. It limits the process it runs in, for good.
func Work(in io.Reader, out io.Writer) int {
	if err := work(bufio.NewReader(in), bufio.NewWriter(out)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func work(in *bufio.Reader, out *bufio.Writer) error {
	line, err := in.ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("read the header: %w", err)
	}
	var h header
	if err := json.Unmarshal(line, &h); err != nil {
		return fmt.Errorf("read the header: %w", err)
	}
	if err := limitSelf(h.Prepare); err != nil {
		return fmt.Errorf("limit the worker: %w", err)
	}
	if h.Prepare {
		return prepareAll(context.Background(), h.Cache)
	}
	data, err := io.ReadAll(io.LimitReader(in, largest()+1))
	if err != nil {
		return fmt.Errorf("read the file: %w", err)
	}
	answer := json.NewEncoder(out)
	t := task{password: h.Password, cache: h.Cache, report: func(m message) {
		if m.Format != "" {
			limitTime(patience(m.Format))
		}
		answer.Encode(m) // an error comes back from the last Flush
		out.Flush()
	}}
	ctx, cancel := context.WithTimeout(context.Background(), longest())
	defer cancel()
	items, err := t.read(ctx, h.Name, data)
	if err != nil {
		t.tell(refused(err))
	}
	for i := range items {
		if err := answer.Encode(message{Item: &items[i]}); err != nil {
			return err
		}
	}
	return out.Flush()
}

func refused(err error) message {
	return message{Refused: reason(err), Unsupported: errors.Is(err, ErrUnsupported), Password: errors.Is(err, ErrPassword)}
}

// prepareAll fills the cache for every format that uses it.
func prepareAll(ctx context.Context, dir string) error {
	for _, f := range formats {
		if f.prepare != nil {
			if err := f.prepare(ctx, dir); err != nil {
				return fmt.Errorf("prepare to read %s: %w", f.Label, err)
			}
		}
	}
	return nil
}

// reason leaves out the name of the file, which the parent adds.
func reason(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Reason
	}
	return err.Error()
}

// Read reads the articles in data, the content of the file called name, in a
// worker of its own, within the deadline of its format. An error is an *Error,
// or that of a ctx that ended. progress, if not nil, is told each page as it is
// done, and how many there are, or 0.
func (im Importer) Read(ctx context.Context, name string, data []byte, progress func(page, pages int)) ([]Item, error) {
	if len(data) == 0 {
		return nil, &Error{Name: name, Reason: "it is empty; save it again where it came from"}
	}
	if int64(len(data)) > largest() {
		return nil, tooLarge(name, int64(len(data)), largest())
	}
	r := reply{name: name, original: sha256.Sum256(data), progress: progress}
	err := im.run(ctx, header{Name: name, Password: im.Password, Cache: im.Cache}, data, &r)
	if err != nil {
		return nil, err
	}
	return r.items, nil
}

// Prepare fills Cache with the compiled code that formats need, in a worker of
// its own. It takes seconds of computing once for each version of the program,
// and nothing after that; reading works without, and each file of such a format
// then takes that long.
func (im Importer) Prepare(ctx context.Context) error {
	isDone := func(f Format) bool { return f.prepare == nil || f.prepared(im.Cache) }
	if im.Cache == "" || !slices.ContainsFunc(formats, func(f Format) bool { return !isDone(f) }) {
		return nil
	}
	return im.run(ctx, header{Cache: im.Cache, Prepare: true}, nil, nil)
}

// run lets a worker do what h asks and gathers its answer in r, or waits for
// its end if r is nil. An error is an *Error, or that of a ctx that ended.
func (im Importer) run(ctx context.Context, h header, data []byte, r *reply) error {
	command, err := im.command()
	if err != nil {
		return &Error{Name: h.Name, Reason: noWorker, Cause: err, details: err.Error()}
	}
	timed, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	after := deadline
	if h.Prepare {
		after = longest()
	}
	w := process{command: command, head: h, data: data, watch: newWatch(after, cancel)}
	defer w.watch.stop()
	stderr, err := w.run(timed, r)
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return &Error{
		Name: h.Name, Reason: misfortune(timed, err), Cause: err,
		details: fmt.Sprintf("%v\n%s", err, stderr),
	}
}

func (im Importer) command() ([]string, error) {
	if len(im.Command) > 0 {
		return im.Command, nil
	}
	self, err := os.Executable()
	return []string{self, WorkerFlag}, err
}

const noWorker = "the import worker cannot be started; install Briefdesk again"

// misfortune says in a sentence how a worker ended that gave no answer.
func misfortune(ctx context.Context, err error) string {
	late, isLate := errors.AsType[*lateError](errors.Join(context.Cause(ctx), err))
	switch {
	case isLate:
		return late.Error()
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, os.ErrNotExist):
		return noWorker
	}
	return "the import of it broke off; save it as text and import that"
}

// reply is what comes back from one worker, checked as it is read.
type reply struct {
	name     string
	original briefing.Hash
	progress func(page, pages int)
	items    []Item
}

// process is one worker at work.
type process struct {
	command []string
	head    header
	data    []byte
	watch   *watch
}

// run starts the worker, waits for its end and returns the head of its stderr.
func (p *process) run(ctx context.Context, r *reply) (stderr string, err error) {
	head, err := json.Marshal(p.head)
	if err != nil {
		return "", err
	}
	ctx, kill := context.WithCancel(ctx) // ends a worker that is not believed
	defer kill()
	var log capped
	cmd := exec.CommandContext(ctx, p.command[0], p.command[1:]...)
	cmd.Stdin = io.MultiReader(bytes.NewReader(head), bytes.NewReader([]byte{'\n'}), bytes.NewReader(p.data))
	cmd.Stderr = &log
	cmd.Env = []string{}
	cmd.Dir = rootDir
	cmd.WaitDelay = time.Second
	confine(cmd)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	var readErr error
	if r != nil {
		readErr = r.read(stdout, p.watch)
	}
	if readErr != nil {
		kill()
	}
	waitErr := cmd.Wait()
	switch s, limit := cmd.ProcessState, p.watch.limit(); {
	case waitErr != nil && s.UserTime()+s.SystemTime() >= limit:
		return log.String(), &lateError{limit} // the system ended it
	case readErr != nil:
		return log.String(), readErr
	}
	return log.String(), waitErr
}

// read takes the worker's messages. Nothing in them is believed unchecked.
func (r *reply) read(out io.Reader, w *watch) error {
	limited := &io.LimitedReader{R: out, N: maxOutput + 1}
	dec := json.NewDecoder(limited)
	for {
		var m message
		err := dec.Decode(&m)
		switch {
		case limited.N <= 0:
			return errors.New("the worker printed too much")
		case err == io.EOF && len(r.items) == 0:
			return errors.New("the worker gave no answer")
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("read the worker's answer: %w", err)
		}
		w.see(m)
		if err := r.take(m); err != nil {
			return err
		}
	}
}

func (r *reply) take(m message) error {
	switch {
	case m.Refused != "":
		e := &Error{Name: r.name, Reason: clip(oneLine(m.Refused))}
		switch {
		case m.Unsupported:
			e.Cause = ErrUnsupported
		case m.Password:
			e.Cause = ErrPassword
		}
		return e
	case m.Item != nil:
		if err := check(*m.Item, r.original); err != nil {
			return fmt.Errorf("check the worker's answer: %w", err)
		}
		if r.items = append(r.items, *m.Item); len(r.items) > maxItems {
			return errors.New("the worker gave too many articles")
		}
	case m.Page > 0 && r.progress != nil:
		r.progress(m.Page, max(m.Pages, 0))
	}
	return nil
}

// capped keeps the first maxError bytes written to it.
type capped struct{ bytes.Buffer }

func (c *capped) Write(p []byte) (int, error) {
	c.Buffer.Write(p[:min(len(p), maxError-c.Len())])
	return len(p), nil
}

// clip shortens a sentence that no honest worker makes so long.
func clip(s string) string { return briefing.Slice(s, briefing.Range{End: longestField}) }

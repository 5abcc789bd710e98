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
	"time"

	"briefdesk/briefing"
)

// The parent writes one header line and then the file; the worker answers with
// one message a line. Only the last may be a refusal.
//
//	→ {"name":"note.md"}\n bytes…
//	← {"page":3}
//	← {"item":{…}}
//	← {"refused":"it is empty; …"}

// WorkerFlag makes a program that calls Work when it sees it a worker.
const WorkerFlag = "--import-worker"

type header struct {
	Name string `json:"name"`
}

type message struct {
	Page        int    `json:"page,omitempty"`
	Item        *Item  `json:"item,omitempty"`
	Refused     string `json:"refused,omitempty"`
	Unsupported bool   `json:"unsupported,omitempty"` // of a refusal: it is ErrUnsupported
}

const (
	deadline  = 10 * time.Second // for a whole file
	maxOutput = 64 << 20         // bytes that a worker may print
	maxError  = 64 << 10         // bytes of its stderr that are kept
	maxItems  = 500
)

// Work is the worker's main: it reads one file from in, writes its articles to
// out and returns the exit code. It limits the process it runs in, for good.
func Work(in io.Reader, out io.Writer) int {
	if err := limitSelf(); err != nil {
		fmt.Fprintln(os.Stderr, "limit the worker:", err)
		return 1
	}
	w := bufio.NewWriter(out)
	if err := work(in, json.NewEncoder(w)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if err := w.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func work(in io.Reader, out *json.Encoder) error {
	r := bufio.NewReader(in)
	line, err := r.ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("read the header: %w", err)
	}
	var h header
	if err := json.Unmarshal(line, &h); err != nil {
		return fmt.Errorf("read the header: %w", err)
	}
	data, err := io.ReadAll(io.LimitReader(r, largest()+1))
	if err != nil {
		return fmt.Errorf("read the file: %w", err)
	}
	items, err := read(h.Name, data)
	if err != nil {
		return out.Encode(message{Refused: reason(err), Unsupported: errors.Is(err, ErrUnsupported)})
	}
	for i := range items {
		if err := out.Encode(message{Item: &items[i]}); err != nil {
			return err
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
// worker of its own: ten seconds at most. An error is an *Error, or that of a
// ctx that ended. progress, if not nil, is told each page as it is done.
func (im Importer) Read(ctx context.Context, name string, data []byte, progress func(page int)) ([]Item, error) {
	if len(data) == 0 {
		return nil, &Error{Name: name, Reason: "it is empty; save it again where it came from"}
	}
	if int64(len(data)) > largest() {
		return nil, tooLarge(name, int64(len(data)), largest())
	}
	command, err := im.command()
	if err != nil {
		return nil, &Error{Name: name, Reason: "the import worker cannot be started; install Briefdesk again", Cause: err, details: err.Error()}
	}
	timed, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	r := reply{name: name, original: sha256.Sum256(data), progress: progress}
	stderr, err := r.run(timed, command, data)
	if err == nil {
		return r.items, nil
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return nil, e
	}
	return nil, &Error{
		Name: name, Reason: misfortune(timed, err), Cause: err,
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

// misfortune says in a sentence how a worker ended that gave no answer.
func misfortune(ctx context.Context, err error) string {
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Sprintf("it took longer than %d seconds; save only the article itself as text", int(deadline.Seconds()))
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, os.ErrNotExist):
		return "the import worker cannot be started; install Briefdesk again"
	}
	return "the import of it broke off; save it as text and import that"
}

// reply is what comes back from one worker, checked as it is read.
type reply struct {
	name     string
	original briefing.Hash
	progress func(page int)
	items    []Item
}

// run starts the worker, waits for its end and returns the head of its stderr.
func (r *reply) run(ctx context.Context, command []string, data []byte) (stderr string, err error) {
	head, err := json.Marshal(header{r.name})
	if err != nil {
		return "", err
	}
	ctx, kill := context.WithCancel(ctx) // ends a worker that is not believed
	defer kill()
	var log capped
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Stdin = io.MultiReader(bytes.NewReader(head), bytes.NewReader([]byte{'\n'}), bytes.NewReader(data))
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
	readErr := r.read(stdout)
	if readErr != nil {
		kill()
	}
	waitErr := cmd.Wait()
	if readErr != nil {
		return log.String(), readErr
	}
	return log.String(), waitErr
}

// read takes the worker's messages. Nothing in them is believed unchecked.
func (r *reply) read(out io.Reader) error {
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
		if err := r.take(m); err != nil {
			return err
		}
	}
}

func (r *reply) take(m message) error {
	switch {
	case m.Refused != "":
		e := &Error{Name: r.name, Reason: clip(oneLine(m.Refused))}
		if m.Unsupported {
			e.Cause = ErrUnsupported
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
		r.progress(m.Page)
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

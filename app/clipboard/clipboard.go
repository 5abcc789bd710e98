// Package clipboard puts a page of HTML on the clipboard, which Fyne cannot: it
// knows plain text alone.
//
// On X11, and on Wayland's desktops through their X server, a clipboard is a
// promise: whoever owns it answers those who paste, in the form that they ask for.
// Put makes that promise on a connection of its own and keeps it until something
// else is copied or the program ends. On Windows and macOS there is no such thing
// here, and Put says so.
package clipboard

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// ErrUnsupported is returned where only plain text can be put on the clipboard.
var ErrUnsupported = errors.New("only plain text can be put on the clipboard of this system")

// Put offers a page, a whole document in UTF-8, and the text that says the same.
func Put(page, text string) error {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return ErrUnsupported
	}
	xgb.Logger.SetOutput(io.Discard) // what goes wrong comes back as an error
	conn, err := xgb.NewConn()
	if err != nil {
		return fmt.Errorf("%w: %v", ErrUnsupported, err)
	}
	o := &owner{conn: conn, forms: map[xproto.Atom][]byte{}, sending: map[transfer]rest{}}
	if err := o.claim(page, text); err != nil {
		conn.Close()
		return fmt.Errorf("own the clipboard: %w", err)
	}
	go o.serve() // ends when something else is copied, or with the program
	return nil
}

// owner is a window that nobody sees, which owns the clipboard.
type owner struct {
	conn    *xgb.Conn
	window  xproto.Window
	atoms   struct{ clipboard, targets, incr xproto.Atom }
	forms   map[xproto.Atom][]byte // what there is to paste, by its type
	sending map[transfer]rest
}

// transfer is where a long answer is put piece by piece (ICCCM, INCR).
type transfer struct {
	window   xproto.Window
	property xproto.Atom
}

// rest is what is still to come of a long answer.
type rest struct {
	kind xproto.Atom
	data []byte
}

// piece is how many bytes are put at once: less than the smallest request that an X
// server must take.
const piece = 60 << 10

func (o *owner) claim(page, text string) error {
	for name, atom := range map[string]*xproto.Atom{"CLIPBOARD": &o.atoms.clipboard, "TARGETS": &o.atoms.targets, "INCR": &o.atoms.incr} {
		var err error
		if *atom, err = o.atom(name); err != nil {
			return err
		}
	}
	for name, data := range map[string]string{"text/html": page, "UTF8_STRING": text, "text/plain;charset=utf-8": text, "text/plain": text} {
		atom, err := o.atom(name)
		if err != nil {
			return err
		}
		o.forms[atom] = []byte(data)
	}
	var err error
	if o.window, err = xproto.NewWindowId(o.conn); err != nil {
		return err
	}
	root := xproto.Setup(o.conn).DefaultScreen(o.conn).Root
	if err := xproto.CreateWindowChecked(o.conn, 0, o.window, root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0, 0, nil).Check(); err != nil {
		return err
	}
	return xproto.SetSelectionOwnerChecked(o.conn, o.window, o.atoms.clipboard, xproto.TimeCurrentTime).Check()
}

func (o *owner) atom(name string) (xproto.Atom, error) {
	reply, err := xproto.InternAtom(o.conn, false, uint16(len(name)), name).Reply()
	if err != nil {
		return 0, err
	}
	return reply.Atom, nil
}

// serve answers those who paste, until the clipboard is another's.
func (o *owner) serve() {
	defer o.conn.Close()
	for {
		event, failed := o.conn.WaitForEvent()
		switch e := event.(type) {
		case nil:
			if failed == nil { // else somebody who asked is gone
				return
			}
		case xproto.SelectionClearEvent:
			return
		case xproto.SelectionRequestEvent:
			o.answer(e)
		case xproto.PropertyNotifyEvent:
			if e.State == xproto.PropertyDelete {
				o.sendOn(transfer{e.Window, e.Atom})
			}
		}
	}
}

// answer puts what is asked for where the asker wants it, and tells it so.
func (o *owner) answer(e xproto.SelectionRequestEvent) {
	to := transfer{e.Requestor, e.Property}
	if to.property == 0 { // of programs from before there was a choice
		to.property = e.Target
	}
	data, known := o.forms[e.Target]
	switch {
	case e.Target == o.atoms.targets:
		o.put(to, xproto.AtomAtom, 32, o.targets())
	case !known:
		to.property = 0 // refused
	case len(data) > piece:
		xproto.ChangeWindowAttributes(o.conn, to.window, xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange})
		o.sending[to] = rest{e.Target, data}
		o.put(to, o.atoms.incr, 32, binary.LittleEndian.AppendUint32(nil, uint32(len(data))))
	default:
		o.put(to, e.Target, 8, data)
	}
	reply := xproto.SelectionNotifyEvent{Time: e.Time, Requestor: e.Requestor, Selection: e.Selection, Target: e.Target, Property: to.property}
	xproto.SendEvent(o.conn, false, e.Requestor, 0, string(reply.Bytes()))
}

// targets are the types that there are.
func (o *owner) targets() []byte {
	list := binary.LittleEndian.AppendUint32(nil, uint32(o.atoms.targets))
	for atom := range o.forms {
		list = binary.LittleEndian.AppendUint32(list, uint32(atom))
	}
	return list
}

// sendOn puts the next piece; an empty one ends it.
func (o *owner) sendOn(to transfer) {
	left, begun := o.sending[to]
	if !begun {
		return
	}
	n := min(len(left.data), piece)
	if o.sending[to] = (rest{left.kind, left.data[n:]}); n == 0 {
		delete(o.sending, to)
	}
	o.put(to, left.kind, 8, left.data[:n])
}

func (o *owner) put(to transfer, kind xproto.Atom, format byte, data []byte) {
	xproto.ChangeProperty(o.conn, xproto.PropModeReplace, to.window, to.property, kind, format, uint32(len(data)*8/int(format)), data)
}

package look

import (
	"time"

	"fyne.io/fyne/v2"
)

// Clock calls f on the thread of the window after d has passed, unless what it
// returns is called before. Tests bring their own.
type Clock func(d time.Duration, f func()) (stop func())

// WallClock is the Clock of a window. The timer ends by itself.
func WallClock(d time.Duration, f func()) (stop func()) {
	t := time.AfterFunc(d, func() { fyne.Do(f) })
	return func() { t.Stop() }
}

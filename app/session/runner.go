package session

// Runner starts work beside the thread that owns the user interface, and comes
// back to it. Tests use Inline, which does both at once and in order.
type Runner struct {
	Go func(work func())
	UI func(f func())
}

// Inline is a Runner without concurrency.
func Inline() Runner {
	call := func(f func()) { f() }
	return Runner{Go: call, UI: call}
}

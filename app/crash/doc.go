// Package crash tests that killing the program loses nothing that it has said
// is saved. It holds tests alone.
package crash

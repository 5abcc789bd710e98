// Package e2e tests the real window: the built program on a display of its own,
// with real mouse and keys. It is built only with the tag e2e, and drives the
// program that BRIEFDESK_BINARY names.
package e2e

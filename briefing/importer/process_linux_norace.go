//go:build linux && !race

package importer

// addressSpace is the most bytes of it a worker may have; the Go runtime
// reserves 1.25 GB of it before main.
const addressSpace = 2400 << 20

//go:build linux && race

package importer

import "math"

// addressSpace is unbounded: the race detector's shadow memory takes terabytes of it.
const addressSpace = math.MaxUint64

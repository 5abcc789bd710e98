package importer

import (
	"os/exec"
	"runtime/debug"
	"syscall"
	"time"
)

const rootDir = "/"

// confine makes cmd the leader of a process group that ends with its parent
// and is killed as a whole.
func confine(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// limitSelf bounds what this process may use: memory, seconds of computing, and
// the size of the files it writes, which is nothing but to prepare.
func limitSelf(prepares bool) error {
	debug.SetMemoryLimit(heapGoal)
	fileSize := uint64(0)
	if prepares {
		fileSize = largestCode
	}
	limits := []struct {
		resource int
		most     uint64
	}{
		{syscall.RLIMIT_AS, addressSpace},
		{syscall.RLIMIT_FSIZE, fileSize},
		{syscall.RLIMIT_CORE, 0},
	}
	for _, l := range limits {
		if err := syscall.Setrlimit(l.resource, &syscall.Rlimit{Cur: l.most, Max: l.most}); err != nil {
			return err
		}
	}
	if prepares {
		return limitTime(longest())
	}
	return limitTime(deadline)
}

// limitTime bounds the seconds of computing, in all, of this process. A format
// that takes longer may raise them, to those of the slowest.
func limitTime(most time.Duration) error {
	return syscall.Setrlimit(syscall.RLIMIT_CPU, &syscall.Rlimit{Cur: uint64(most.Seconds()), Max: uint64(longest().Seconds())})
}

// Above heapGoal the garbage collector trades time for memory: the largest
// files read need about half a gigabyte.
const (
	heapGoal    = 512 << 20
	largestCode = 128 << 20 // bytes of a file of compiled code
)

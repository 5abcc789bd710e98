package importer

import (
	"os/exec"
	"runtime/debug"
	"syscall"
)

const rootDir = "/"

// confine makes cmd the leader of a process group that ends with its parent
// and is killed as a whole.
func confine(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// limitSelf bounds what this process may use: memory, seconds of computing, and
// no file may be written at all.
func limitSelf() error {
	debug.SetMemoryLimit(heapGoal)
	limits := []struct {
		resource int
		most     uint64
	}{
		{syscall.RLIMIT_AS, addressSpace},
		{syscall.RLIMIT_CPU, uint64(deadline.Seconds())},
		{syscall.RLIMIT_FSIZE, 0},
		{syscall.RLIMIT_CORE, 0},
	}
	for _, l := range limits {
		if err := syscall.Setrlimit(l.resource, &syscall.Rlimit{Cur: l.most, Max: l.most}); err != nil {
			return err
		}
	}
	return nil
}

// addressSpace is the most bytes of it a worker may have; the Go runtime
// reserves 1.25 GB of it before main. Above heapGoal the garbage collector
// trades time for memory: the largest files read need about half a gigabyte.
const (
	addressSpace = 2400 << 20
	heapGoal     = 512 << 20
)

package library

import "syscall"

// isOnNetwork reports whether the folder is on another machine: its file system
// lacks the flag MNT_LOCAL of statfs(2).
func isOnNetwork(folder string) bool {
	const local = 0x1000
	var st syscall.Statfs_t
	return syscall.Statfs(folder, &st) == nil && st.Flags&local == 0
}

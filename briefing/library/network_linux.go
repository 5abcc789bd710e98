package library

import (
	"os"
	"strings"
	"syscall"
)

// networkFS are the file systems of other machines, or of a machine's host, by
// the magic numbers of statfs(2). Shared memory and locks do not reach across.
var networkFS = map[uint32]bool{
	0x6969:     true, // NFS
	0x517b:     true, // SMB
	0xfe534d42: true, // SMB2
	0xff534d42: true, // CIFS
	0x73757245: true, // Coda
	0x5346414f: true, // AFS
	0x6b414653: true, // AFS, in the kernel
	0x564c:     true, // NCP
	0x01021997: true, // 9P
	0x00c36400: true, // Ceph
	0x0bd00bd0: true, // Lustre
	0x01161970: true, // GFS2
	0x7461636f: true, // OCFS2
	0x47504653: true, // GPFS
	0x786f4256: true, // VirtualBox shared folders
	0xbacbacbc: true, // VMware shared folders
}

// fuseFS is any file system that a program provides.
const fuseFS = 0x65735546

// isOnNetwork reports whether the folder is on another machine.
func isOnNetwork(folder string) bool {
	var st syscall.Statfs_t
	if err := syscall.Statfs(folder, &st); err != nil {
		return false
	}
	kind := uint32(st.Type)
	return networkFS[kind] || kind == fuseFS && remoteFUSE(mountType(folder))
}

// remoteFUSE reports whether a type of mount, such as fuse.sshfs, brings in
// the files of another machine. One that is not known to be local is taken to.
func remoteFUSE(mount string) bool {
	switch mount {
	case "fuseblk", "fuse.ntfs-3g", "fuse.exfat", "fuse.encfs", "fuse.gocryptfs", "fuse.cryfs", "fuse.securefs",
		"fuse.bindfs", "fuse.mergerfs", "fuse.lxcfs", "fuse.portal":
		return false
	}
	return true
}

// mountType returns the type of the file system that folder is on, as
// /proc/self/mountinfo names it (proc_pid_mountinfo(5)), or nothing.
func mountType(folder string) string {
	data, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return ""
	}
	return mountTypeIn(string(data), folder)
}

// mountTypeIn reads the text of a mountinfo: the longest mount point that
// folder lies under counts, and of equals the last, which covers the others.
func mountTypeIn(mountinfo, folder string) (mount string) {
	longest := -1
	for line := range strings.Lines(mountinfo) {
		before, after, ok := strings.Cut(line, " - ")
		fields, rest := strings.Fields(before), strings.Fields(after)
		if !ok || len(fields) < 5 || len(rest) == 0 {
			continue
		}
		point := unescapeMount.Replace(fields[4])
		under := point == "/" || folder == point || strings.HasPrefix(folder, point+"/")
		if under && len(point) >= longest {
			longest, mount = len(point), rest[0]
		}
	}
	return mount
}

var unescapeMount = strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)

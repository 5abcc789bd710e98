package library

import "testing"

func TestMountTypes(t *testing.T) {
	const mountinfo = `22 28 0:21 / /proc rw,nosuid - proc proc rw
28 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
91 28 0:50 / /home/a/office\040files rw,nosuid shared:50 master:1 - fuse.sshfs host:/files rw,user_id=1000
92 28 0:51 / /mnt/usb rw - fuseblk /dev/sdb1 rw
93 28 0:52 / /mnt/usb/cloud rw - fuse.rclone remote: rw
94 28 0:53 / /mnt/twice rw - ext4 /dev/sdc1 rw
95 28 0:54 / /mnt/twice rw - fuse.gocryptfs x rw
not a line
96 28 0:55 / /mnt/short -
`
	for _, tt := range []struct {
		folder, mount string
		remote        bool
	}{
		{"/home/a/office files", "fuse.sshfs", true},
		{"/home/a/office files/desk", "fuse.sshfs", true},
		{"/home/a/office files 2", "ext4", true}, // not asked of a file system that is no FUSE
		{"/mnt/usb/desk", "fuseblk", false},
		{"/mnt/usb/cloud", "fuse.rclone", true},
		{"/mnt/twice/desk", "fuse.gocryptfs", false},
		{"/mnt/short", "ext4", true},
	} {
		mount := mountTypeIn(mountinfo, tt.folder)
		if mount != tt.mount || remoteFUSE(mount) != tt.remote {
			t.Errorf("%s is on %q, remote %v; want %q, %v", tt.folder, mount, remoteFUSE(mount), tt.mount, tt.remote)
		}
	}
	if isOnNetwork(t.TempDir()) {
		t.Error("the folder for temporary files is on a network")
	}
}

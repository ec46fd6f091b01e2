package store

import "syscall"

// Magic numbers of statfs(2) and linux/magic.h.
var networkKinds = map[uint32]string{
	0x6969:     "NFS",
	0x517B:     "SMB",
	0xFF534D42: "CIFS",
	0xFE534D42: "SMB",
	0x5346414F: "AFS",
	0x6B414653: "AFS",
	0x73757245: "Coda",
	0x00C36400: "Ceph",
	0x564C:     "NCP",
}

// networkFileSystem names the kind of network file system the folder is on, ""
// when it is local or cannot be told. Locks and shared memory do not hold there.
func networkFileSystem(folder string) string {
	var st syscall.Statfs_t
	if syscall.Statfs(folder, &st) != nil {
		return ""
	}
	return networkKinds[uint32(st.Type)]
}

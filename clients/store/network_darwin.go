package store

import "syscall"

// networkFileSystem names the kind of network file system the folder is on, ""
// when it is local or cannot be told. Locks and shared memory do not hold there.
func networkFileSystem(folder string) string {
	const local = 0x1000 // MNT_LOCAL, sys/mount.h
	var st syscall.Statfs_t
	if syscall.Statfs(folder, &st) != nil || st.Flags&local != 0 {
		return ""
	}
	var name []byte
	for _, c := range st.Fstypename {
		if c == 0 {
			break
		}
		name = append(name, byte(c))
	}
	return string(name)
}

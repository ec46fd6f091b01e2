package store

import "syscall"

// setFileUser gives this thread the file rights of another user.
func setFileUser(uid int) error { return syscall.Setfsuid(uid) }

// mountSmall puts a file system of 2 MB on a folder; it needs root.
func mountSmall(folder string) error {
	return syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=2m")
}

func unmount(folder string) error { return syscall.Unmount(folder, 0) }

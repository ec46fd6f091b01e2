package store

import (
	"path/filepath"
	"strings"
	"syscall"
	"unsafe"
)

var getDriveType = syscall.NewLazyDLL("kernel32.dll").NewProc("GetDriveTypeW")

// networkFileSystem says whether the folder is on a network drive, "" when it
// is local or cannot be told. Locks and shared memory do not hold there.
func networkFileSystem(folder string) string {
	const remote = 4 // DRIVE_REMOTE, fileapi.h
	volume := filepath.VolumeName(folder)
	if strings.HasPrefix(volume, `\\`) && !strings.HasPrefix(volume, `\\?\`) {
		return "SMB"
	}
	root, err := syscall.UTF16PtrFromString(volume + `\`)
	if err != nil {
		return ""
	}
	if kind, _, _ := getDriveType.Call(uintptr(unsafe.Pointer(root))); kind == remote {
		return "SMB"
	}
	return ""
}

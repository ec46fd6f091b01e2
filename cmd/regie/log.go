package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"regie/clients/fault"
)

// logMost is from which size on a log is put aside at start; one old log is
// kept.
const logMost = 2 << 20

// openLog opens logs/regie.log in the data folder.
func openLog(folder string) (*slog.Logger, func() error, error) {
	dir := filepath.Join(folder, "logs")
	path := filepath.Join(dir, "regie.log")
	err := os.MkdirAll(dir, 0o700)
	if info, serr := os.Stat(path); err == nil && serr == nil && info.Size() > logMost {
		err = os.Rename(path, path+".1")
	}
	var f *os.File
	if err == nil {
		f, err = os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	}
	if errors.Is(err, fs.ErrPermission) {
		return nil, nil, fault.New("folder_unwritable", "folder", folder).Because(err)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("opening the log: %w", err)
	}
	return slog.New(slog.NewTextHandler(f, nil)), f.Close, nil
}

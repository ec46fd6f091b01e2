package letter

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"regie/clients/fault"
)

// File is a file to be written; one without path is left out. Flag is the form
// field that names it.
type File struct {
	Path, Flag string
	Write      func(io.Writer) error
}

// Ready is a file whose bytes are made.
func Ready(path, flag string, content []byte) File {
	return File{Path: path, Flag: flag, Write: func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	}}
}

// Save writes all files or none; the disk takes one while the next is made.
// Refusals: report_not_written (argument "path"), report_same_file.
func Save(files ...File) error {
	files = slices.DeleteFunc(slices.Clone(files), func(f File) bool { return f.Path == "" })
	for i, f := range files {
		if slices.ContainsFunc(files[:i], func(o File) bool { return filepath.Clean(o.Path) == filepath.Clean(f.Path) }) {
			return fault.New("report_same_file", "Path", f.Path).At(f.Flag)
		}
	}
	drafts := make([]draft, len(files))
	defer func() {
		for _, d := range drafts {
			_ = os.Remove(d.temp) // gone once renamed
		}
	}()
	if err := fillAll(drafts, files); err != nil {
		return err
	}
	for _, d := range drafts {
		if err := os.Rename(d.temp, d.path); err != nil {
			return d.refused(err)
		}
	}
	return nil
}

// fillAll makes the files' content beside their places.
func fillAll(drafts []draft, files []File) error {
	var disk sync.WaitGroup
	defer disk.Wait()
	errs := make([]error, len(files))
	for i, f := range files {
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			return err
		}
		d := &drafts[i]
		d.path, d.flag = f.Path, f.Flag
		disk.Go(func() {
			if err := d.fill(b.Bytes()); err != nil {
				errs[i] = d.refused(err)
			}
		})
	}
	disk.Wait()
	return cmp.Or(errs...)
}

// draft is a file that stands beside its place until all are complete.
type draft struct{ path, flag, temp string }

func (d *draft) refused(err error) error {
	return fault.New("report_not_written", "Path", d.path).At(d.flag).Because(err)
}

func (d *draft) fill(content []byte) error {
	if info, err := os.Stat(d.path); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a file", d.path)
	}
	f, err := os.CreateTemp(filepath.Dir(d.path), ".regie-*")
	if err != nil {
		return err
	}
	d.temp = f.Name()
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = os.Remove(d.temp) // the reason is told, not this
	}
	return err
}

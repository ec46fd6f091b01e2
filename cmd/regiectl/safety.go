package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"regie/clients/fault"
	"regie/clients/store"
	"regie/cmd/internal/wire"
)

// version is set by the linker when a package is built; else the module's.
var version = ""

type versionCmd struct{}

func (versionCmd) bare() {}

// Run shows which program this is.
func (versionCmd) Run(e *env) error {
	v := version
	if info, ok := debug.ReadBuildInfo(); ok && v == "" {
		v = info.Main.Version
	}
	return e.Print(map[string]string{"version": v}, func(w io.Writer) { fmt.Fprintln(w, "regiectl", v) })
}

type backupView struct {
	Path   string `json:"path"`
	At     string `json:"at"`
	Reason string `json:"reason"`
	Bytes  int64  `json:"bytes"`
}

func viewBackup(b store.BackupFile) backupView {
	return backupView{b.Path, b.At.UTC().Format(time.RFC3339), b.Reason, b.Bytes}
}

type backupCmd struct {
	To string `placeholder:"FILE"`
}

// Run keeps a verified copy of the database, in the data folder or in a file;
// into a zip file it copies everything, the kept files as well.
func (c backupCmd) Run(e *env) error {
	if strings.EqualFold(filepath.Ext(c.To), ".zip") {
		return c.whole(e)
	}
	var b store.BackupFile
	var err error
	if c.To != "" {
		b, err = e.House.Store.BackupTo(e.Context, c.To)
	} else {
		b, err = e.House.Store.Backup(e.Context, "manual")
	}
	if err != nil {
		return err
	}
	return e.Print(viewBackup(b), func(w io.Writer) { fmt.Fprintln(w, e.T("regiectl.backed_up", "file", b.Path)) })
}

type archiveView struct {
	backupView
	Files int      `json:"files"`
	Lost  []string `json:"lost"`
}

func (c backupCmd) whole(e *env) error {
	a, err := e.House.Store.ArchiveTo(e.Context, c.To, nil)
	if err != nil {
		return err
	}
	for _, hash := range a.Lost {
		e.Note(fault.New("media_missing", "hash", hash))
	}
	view := archiveView{viewBackup(a.BackupFile), a.Files, append([]string{}, a.Lost...)}
	return e.Print(view, func(w io.Writer) {
		fmt.Fprintln(w, e.Printer.N("regiectl.backed_up_whole", a.Files, "file", a.Path))
	})
}

type backupsCmd struct{}

// bare: listing the copies must work when the database does not.
func (backupsCmd) bare() {}

// Run lists the copies kept in the data folder, newest first.
func (backupsCmd) Run(e *env) error {
	all, err := store.Backups(e.Folder)
	if err != nil {
		return err
	}
	views := []backupView{}
	rows := [][]string{{e.T("regiectl.when"), e.T("regiectl.why"), e.T("regiectl.bytes"), e.T("regiectl.file")}}
	for _, b := range all {
		v := viewBackup(b)
		views = append(views, v)
		rows = append(rows, []string{v.At, b.Reason, e.Printer.Int(b.Bytes), b.Path})
	}
	return e.Print(views, func(w io.Writer) { e.Table(w, rows) })
}

type restoreCmd struct {
	File string `arg:""`
}

func (restoreCmd) bare() {}

// Run replaces the database by a copy; a name alone is looked for in the data
// folder's backups.
func (c restoreCmd) Run(e *env) error {
	file := c.File
	if filepath.Base(file) == file {
		all, err := store.Backups(e.Folder)
		if err != nil {
			return err
		}
		for _, b := range all {
			if filepath.Base(b.Path) == file {
				file = b.Path
			}
		}
	}
	kept, err := wire.Restore(e.Context, e.Folder, file, e.Now)
	if err != nil {
		return err
	}
	view := map[string]*string{"restored": &file, "kept": orNull(kept)}
	return e.Print(view, func(w io.Writer) {
		fmt.Fprintln(w, e.T("regiectl.restored", "file", file))
		if kept != "" {
			fmt.Fprintln(w, e.T("regiectl.kept", "file", kept))
		}
	})
}

type checkCmd struct {
	Mend bool
}

type findingView struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Mended  bool   `json:"mended"`
}

type checkView struct {
	OK       bool          `json:"ok"`
	Findings []findingView `json:"findings"`
}

// Run examines database and kept files; it is refused when something is wrong
// and was not mended.
func (c checkCmd) Run(e *env) error {
	found, err := e.House.Store.Check(e.Context, c.Mend)
	if err != nil {
		return err
	}
	view := checkView{OK: true, Findings: []findingView{}}
	open := 0
	for _, f := range found {
		view.Findings = append(view.Findings, findingView{f.Fault.Code, e.Printer.Error(f.Fault), f.Mended})
		if !f.Mended {
			open++
		}
	}
	view.OK = open == 0
	for _, warning := range e.House.Warnings {
		e.Note(warning)
	}
	err = e.Print(view, func(w io.Writer) {
		for _, f := range view.Findings {
			mark := "-"
			if f.Mended {
				mark = "+"
			}
			fmt.Fprintln(w, mark, f.Message)
		}
		if view.OK {
			fmt.Fprintln(w, e.T("regiectl.check_ok"))
		}
	})
	if err == nil && open > 0 {
		err = fault.New("check_failed", "count", open)
	}
	return errors.Join(err)
}

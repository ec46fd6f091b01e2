package main

import (
	"fmt"
	"io"
	"runtime/debug"
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

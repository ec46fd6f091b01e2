//go:build !linux

package main

import "errors"

// What is here is measured where a virtual display can be looked at and the
// system tells what a process used.
type (
	startCmd  struct{}
	switchCmd struct{}
)

type (
	monthEndCmd     struct{}
	monthEndOnceCmd struct{}
)

var errLinux = errors.New("this is measured on Linux")

func (startCmd) Run() error        { return errLinux }
func (switchCmd) Run() error       { return errLinux }
func (monthEndCmd) Run() error     { return errLinux }
func (monthEndOnceCmd) Run() error { return errLinux }

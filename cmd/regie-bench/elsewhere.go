//go:build !linux

package main

import "errors"

// startCmd is measured where a virtual display can be looked at.
type startCmd struct{}

func (startCmd) Run() error { return errors.New("the start is measured on Linux, under Xvfb") }

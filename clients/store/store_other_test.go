//go:build !linux

package store

import "errors"

var errElsewhere = errors.New("only on Linux")

func setFileUser(int) error   { return errElsewhere }
func mountSmall(string) error { return errElsewhere }
func unmount(string) error    { return errElsewhere }

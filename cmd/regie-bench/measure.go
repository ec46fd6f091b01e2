//go:build linux

package main

import (
	"cmp"
	"fmt"
	"os"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
)

// middle is the median of a figure over runs.
func middle[T any, N cmp.Ordered](runs []T, figure func(T) N) N {
	all := make([]N, len(runs))
	for i, r := range runs {
		all[i] = figure(r)
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// statusKB reads a figure in kilobytes from a process's status; pid 0 is this
// process.
func statusKB(pid int, field string) (int, error) {
	name := "self"
	if pid > 0 {
		name = strconv.Itoa(pid)
	}
	status, err := os.ReadFile("/proc/" + name + "/status")
	if err != nil {
		return 0, fmt.Errorf("reading the memory of a process: %w", err)
	}
	for line := range strings.Lines(string(status)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == field+":" {
			return strconv.Atoi(f[1])
		}
	}
	return 0, fmt.Errorf("no %s in the status of process %s", field, name)
}

// profile writes a processor profile until stop is called; no file, no profile.
func profile(file string) (stop func() error, err error) {
	if file == "" {
		return func() error { return nil }, nil
	}
	f, err := os.Create(file)
	if err != nil {
		return nil, fmt.Errorf("making room for the profile: %w", err)
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, fmt.Errorf("profiling: %w", err)
	}
	return func() error {
		pprof.StopCPUProfile()
		return f.Close()
	}, nil
}

package main

import (
	"context"
	"os"
	"regexp"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"regiectl": func() { os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// The scripts in testdata/script run the program on an empty data folder
// ($WORK/data), in French, on 15 March 2026 at noon in Paris; a script changes
// REGIE_NOW, REGIE_LANG or REGIE_AS for itself.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"take": take},
		Setup: func(e *testscript.Env) error {
			e.Setenv("REGIE_DATA", e.WorkDir+"/data")
			e.Setenv("REGIE_LANG", "fr")
			e.Setenv("REGIE_AS", "")
			e.Setenv("REGIE_NOW", "2026-03-15T11:00:00Z")
			return nil
		},
	})
}

// take NAME KEY: puts the first value of a key of the JSON on stdout into an
// environment variable.
func take(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: take NAME KEY")
	}
	m := regexp.MustCompile(`"` + regexp.QuoteMeta(args[1]) + `": "?([^",\n]*)`).FindStringSubmatch(ts.ReadFile("stdout"))
	if m == nil {
		ts.Fatalf("no %s on stdout", args[1])
	}
	ts.Setenv(args[0], m[1])
}

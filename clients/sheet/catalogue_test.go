package sheet

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"regie/assets/text"
	"regie/clients/fault"
)

// TestEveryRefusalHasItsSentence reads the codes out of the sources.
func TestEveryRefusalHasItsSentence(t *testing.T) {
	codes := map[string]bool{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	quoted := regexp.MustCompile(`"((?:file|import|row)_[a-z_]+)"`)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range quoted.FindAllStringSubmatch(string(src), -1) {
			codes[m[1]] = true
		}
	}
	if len(codes) < 25 {
		t.Fatalf("found only %d codes", len(codes))
	}
	for _, lang := range []text.Lang{text.FR, text.EN} {
		p := text.For(lang)
		for c := range codes {
			if !p.Has("error." + c) {
				t.Errorf("%s: no sentence for %s", lang, c)
			}
			args := fault.New(c, "name", "a.csv", "max", 64, "line", 3, "value", "x", "columns", 3, "cells", 4, "column", "Durée")
			if s := p.Error(args); strings.Contains(s, "no value") || strings.Contains(s, "{{") {
				t.Errorf("%s: %s: %q", lang, c, s)
			}
		}
		for _, l := range append(TimeLayouts(), CalendarLayouts()...) {
			if !p.Has("import.source." + l.Source) {
				t.Errorf("%s: source %s has no name", lang, l.Source)
			}
			for _, c := range l.Columns {
				if c.Field != "" && !p.Has("import.field."+string(c.Field)) {
					t.Errorf("%s: field %s has no name", lang, c.Field)
				}
			}
		}
	}
}

// TestLayoutsAreSound: no name stands twice in one layout for two read fields, and
// every required field can be found.
func TestLayoutsAreSound(t *testing.T) {
	for _, l := range append(TimeLayouts(), CalendarLayouts()...) {
		owner := map[string]Field{}
		for _, c := range l.Columns {
			for _, n := range c.Names {
				if f, twice := owner[n]; twice && c.Field != "" {
					t.Errorf("%s %s: %q means %s and %s", l.Source, l.Lang, n, f, c.Field)
				}
				if c.Field != "" {
					owner[n] = c.Field
				}
			}
		}
		for _, group := range l.Required {
			found := false
			for _, f := range group {
				for _, c := range l.Columns {
					found = found || c.Field == f
				}
			}
			if !found {
				t.Errorf("%s %s: none of %v has a column", l.Source, l.Lang, group)
			}
		}
	}
}

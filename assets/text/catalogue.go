// Package text is the one catalogue of Régie, for window, script program and
// documents alike: sentences by key, plurals, and the way each language writes
// dates, numbers, hours and money.
package text

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"regie/assets/translations"
)

// catalogue is the files of one language. A file is an area, and is read at the
// first use of one of its keys: a window shows few of them, and none before it
// has read what it shows.
type catalogue struct {
	lang    Lang
	files   fs.FS
	areas   map[string]func() *area
	stray   func() map[string]*area // keys that any file may have: errors, acts, helps
	printer *Printer
	listed  error // the files could not be listed

	mu        sync.RWMutex // of the library's bundle, which grows file by file
	bundle    *i18n.Bundle
	localizer *i18n.Localizer
}

// area is what one file says.
type area struct {
	fixed     map[string]string // texts without arguments
	templates map[string]bool   // keys whose text has arguments
	err       error             // a file that could not be read, for the test
}

// has tells whether the file has a key.
func (a *area) has(key string) bool {
	_, ok := a.fixed[key]
	return ok || a.templates[key]
}

// catalogues are opened at their first use: a window speaks one language.
var catalogues = func() map[Lang]func() *catalogue {
	all := map[Lang]func() *catalogue{}
	for _, l := range Langs() {
		all[l] = sync.OnceValue(func() *catalogue { return open(translations.Files, l) })
	}
	return all
}()

// load is the catalogue of a language; French for one that is not known.
func load(l Lang) *catalogue {
	if c, ok := catalogues[l]; ok {
		return c()
	}
	return catalogues[FR]()
}

// open finds the files of a language. One that is broken is left out, so that
// its keys show as missing and the rest goes on serving.
func open(files fs.FS, l Lang) *catalogue {
	c := &catalogue{lang: l, files: files, areas: map[string]func() *area{}}
	c.bundle = i18n.NewBundle(language.Make(string(l)))
	c.localizer = i18n.NewLocalizer(c.bundle, string(l))
	names, err := fs.Glob(files, string(l)+"/*.json")
	c.listed = err
	for _, name := range names {
		c.areas[strings.TrimSuffix(path.Base(name), ".json")] = sync.OnceValue(func() *area { return c.read(name) })
	}
	c.stray = sync.OnceValue(func() map[string]*area {
		stray := map[string]*area{}
		for _, read := range c.areas {
			a := read()
			for key := range a.fixed {
				stray[key] = a
			}
			for key := range a.templates {
				stray[key] = a
			}
		}
		return stray
	})
	c.printer = newPrinter(l, c)
	return c
}

// of is the file that has a key, nil where none has.
func (c *catalogue) of(key string) *area {
	name, _, _ := strings.Cut(key, ".")
	if read, ok := c.areas[name]; ok {
		if a := read(); a.has(key) {
			return a
		}
	}
	return c.stray()[key]
}

// err is what was wrong with the files, all of them read.
func (c *catalogue) err() error {
	err := c.listed
	for _, read := range c.areas {
		err = errors.Join(err, read().err)
	}
	return err
}

// forms are a text as a file has it: a string, or its plural forms.
type forms struct{ i18n.Message }

// UnmarshalJSON implements json.Unmarshaler.
func (f *forms) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &f.Other)
	}
	return json.Unmarshal(b, &f.Message)
}

// read takes in one file.
func (c *catalogue) read(name string) *area {
	a := &area{fixed: map[string]string{}, templates: map[string]bool{}}
	b, err := fs.ReadFile(c.files, name)
	var texts map[string]forms
	if err == nil {
		err = json.Unmarshal(b, &texts)
	}
	var messages []*i18n.Message
	for key, f := range texts {
		if f.One == "" && !strings.Contains(f.Other, "{{") {
			a.fixed[key] = f.Other
			continue
		}
		f.ID = key
		a.templates[key] = true
		messages = append(messages, &f.Message)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	err = errors.Join(err, c.bundle.AddMessages(language.Make(string(c.lang)), messages...))
	if err != nil {
		a.err = fmt.Errorf("reading catalogue file %s: %w", name, err)
	}
	return a
}

// localize fills a template. The library reports a plural form that the
// catalogue leaves to "other" (the French millions), and gives the text too.
func (c *catalogue) localize(what *i18n.LocalizeConfig) string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	s, err := c.localizer.Localize(what)
	if s == "" && err != nil {
		return "⟦" + what.MessageID + "⟧"
	}
	if c.lang == FR {
		s = elision.Replace(s)
	}
	return s
}

// elision is what French does before the months that begin with a vowel.
var elision = strings.NewReplacer(" de avril", " d’avril", " de août", " d’août", " de octobre", " d’octobre")

// For is the printer of a language; French for one that is not known.
func For(l Lang) *Printer {
	return load(l).printer
}

// Keys lists the keys a language has, in order.
func Keys(l Lang) []string {
	return slices.Sorted(maps.Keys(load(l).stray()))
}

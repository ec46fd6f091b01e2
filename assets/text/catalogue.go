// Package text is the one catalogue of Régie, for window, script program and
// documents alike: sentences by key, plurals, and the way each language writes
// dates, numbers, hours and money.
package text

import (
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

// catalogue is everything read from the files of one language, once.
type catalogue struct {
	bundle   *i18n.Bundle
	messages map[string]*i18n.Message
	printer  *Printer
	err      error // files that could not be read, for the test
}

// catalogues are read at their first use: a window speaks one language.
var catalogues = func() map[Lang]func() *catalogue {
	all := map[Lang]func() *catalogue{}
	for _, l := range Langs() {
		all[l] = sync.OnceValue(func() *catalogue { return read(translations.Files, l) })
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

// read takes in every file of a language; one that is broken is left out, so
// that its keys show as missing and the rest goes on serving.
func read(files fs.FS, l Lang) *catalogue {
	c := &catalogue{bundle: i18n.NewBundle(language.French), messages: map[string]*i18n.Message{}}
	names, err := fs.Glob(files, string(l)+"/*.json")
	c.err = err
	for _, name := range names {
		c.err = errors.Join(c.err, c.readFile(files, l, name))
	}
	c.printer = newPrinter(l, c)
	return c
}

func (c *catalogue) readFile(files fs.FS, l Lang, name string) error {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("reading catalogue file %s: %w", name, err)
	}
	// The library takes the language from a name like common.fr.json.
	area := strings.TrimSuffix(path.Base(name), ".json")
	f, err := c.bundle.ParseMessageFileBytes(b, area+"."+string(l)+".json")
	if err != nil {
		return fmt.Errorf("reading catalogue file %s: %w", name, err)
	}
	for _, m := range f.Messages {
		c.messages[m.ID] = m
	}
	return nil
}

// For is the printer of a language; French for one that is not known.
func For(l Lang) *Printer {
	return load(l).printer
}

// Keys lists the keys a language has, in order.
func Keys(l Lang) []string {
	return slices.Sorted(maps.Keys(load(l).messages))
}

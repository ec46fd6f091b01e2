package text

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"text/template"
	"text/template/parse"

	"regie/assets/translations"
)

// entry is one key of a catalogue file: "other" alone, or its plural forms.
type entry struct {
	area  string
	forms map[string]string
}

// rawFiles reads the files as they stand, apart from the library, and calls
// complain for every key that stands twice.
func rawFiles(l Lang, complain func(string, ...any)) map[string]entry {
	all := map[string]entry{}
	names, err := fs.Glob(translations.Files, string(l)+"/*.json")
	if err != nil || len(names) == 0 {
		complain("no files of %s: %v", l, err)
	}
	for _, name := range names {
		b, err := translations.Files.ReadFile(name)
		if err != nil {
			complain("%s: %v", name, err)
			continue
		}
		readRaw(b, name, all, complain)
	}
	return all
}

func readRaw(b []byte, name string, all map[string]entry, complain func(string, ...any)) {
	area := strings.TrimSuffix(path.Base(name), ".json")
	d := json.NewDecoder(bytes.NewReader(b))
	if _, err := d.Token(); err != nil {
		complain("%s: %v", name, err)
		return
	}
	for d.More() {
		key, err := d.Token()
		var raw json.RawMessage
		if err == nil {
			err = d.Decode(&raw)
		}
		if err != nil {
			complain("%s: after %v: %v", name, key, err)
			return
		}
		k := fmt.Sprint(key)
		e := entry{area: area, forms: map[string]string{}}
		var one string
		if json.Unmarshal(raw, &one) == nil {
			e.forms["other"] = one
		} else if err := json.Unmarshal(raw, &e.forms); err != nil {
			complain("%s: %s is neither a text nor plural forms", name, k)
		}
		if before, ok := all[k]; ok {
			complain("%s: %s stands already in %s.json", name, k, before.area)
		}
		all[k] = e
	}
}

// catalogueFiles are both languages, problems reported.
func catalogueFiles(t *testing.T) (french, english map[string]entry) {
	return rawFiles(FR, t.Errorf), rawFiles(EN, t.Errorf)
}

func TestEveryFileIsRead(t *testing.T) {
	for _, l := range Langs() {
		if err := load(l).err(); err != nil {
			t.Error(err)
		}
	}
	french, english := catalogueFiles(t)
	if len(Keys(FR)) != len(french) || len(Keys(EN)) != len(english) {
		t.Errorf("%d of %d keys are read in French, %d of %d in English", len(Keys(FR)), len(french), len(Keys(EN)), len(english))
	}
}

func TestBothLanguagesHaveTheSameKeys(t *testing.T) {
	french, english := catalogueFiles(t)
	for k, f := range french {
		e, ok := english[k]
		switch {
		case !ok:
			t.Errorf("%s.json: %s has no English", f.area, k)
		case e.area != f.area:
			t.Errorf("%s is in %s.json in French and %s.json in English", k, f.area, e.area)
		case (len(e.forms) > 1) != (len(f.forms) > 1):
			t.Errorf("%s.json: %s has plural forms in one language only", f.area, k)
		case !slices.Equal(variables(t, k, f), variables(t, k, e)):
			t.Errorf("%s.json: %s speaks of %v in French and %v in English", f.area, k, variables(t, k, f), variables(t, k, e))
		}
	}
	for k, e := range english {
		if _, ok := french[k]; !ok {
			t.Errorf("%s.json: %s has no French", e.area, k)
		}
	}
}

var keyForm = regexp.MustCompile(`^[a-zA-Z0-9_-]+(\.[a-zA-Z0-9_-]+)+$`)

func TestKeysBeginWithTheirArea(t *testing.T) {
	french, english := catalogueFiles(t)
	for _, all := range []map[string]entry{french, english} {
		for k, e := range all {
			if !keyForm.MatchString(k) || !(strings.HasPrefix(k, e.area+".") || strings.HasPrefix(k, "error.") || strings.HasPrefix(k, "act.") || strings.HasPrefix(k, "help.")) {
				t.Errorf("%s.json: %q begins neither with the area nor with error., act. or help.", e.area, k)
			}
		}
	}
}

func TestPluralFormsAreComplete(t *testing.T) {
	french, english := catalogueFiles(t)
	for l, all := range map[Lang]map[string]entry{FR: french, EN: english} {
		for k, e := range all {
			allowed := []string{"one", "other"}
			if l == FR { // CLDR has a form for French millions
				allowed = append(allowed, "many")
			}
			for form, s := range e.forms {
				if !slices.Contains(allowed, form) {
					t.Errorf("%s.json: %s has the form %q in %s", e.area, k, form, l)
				}
				if s == "" || s != strings.TrimSpace(s) {
					t.Errorf("%s.json: %s is empty or has spaces around it in %s: %q", e.area, k, l, s)
				}
			}
			if e.forms["other"] == "" || (len(e.forms) > 1 && e.forms["one"] == "") {
				t.Errorf("%s.json: %s lacks a form in %s", e.area, k, l)
			}
		}
	}
}

// variables are the arguments a text takes over all its forms, without the
// number, the first letter small.
func variables(t *testing.T, key string, e entry) []string {
	var names []string
	for _, s := range e.forms {
		tree, err := template.New(key).Parse(s)
		if err != nil {
			t.Errorf("%s.json: %v", e.area, err)
			continue
		}
		if tree.Tree != nil { // an empty text has none
			names = append(names, fields(tree.Root)...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func fields(list *parse.ListNode) []string {
	var names []string
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			names = append(names, pipeFields(n.Pipe)...)
		case *parse.IfNode:
			names = append(append(names, pipeFields(n.Pipe)...), fields(n.List)...)
			if n.ElseList != nil {
				names = append(names, fields(n.ElseList)...)
			}
		}
	}
	return names
}

func pipeFields(p *parse.PipeNode) []string {
	var names []string
	for _, c := range p.Cmds {
		for _, a := range c.Args {
			if f, ok := a.(*parse.FieldNode); ok && f.Ident[0] != "N" {
				names = append(names, lowerFirst(f.Ident[0]))
			}
		}
	}
	return names
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// typography names what a text does against the habits of its language.
var typography = map[Lang][]struct {
	what string
	bad  *regexp.Regexp
}{
	FR: {
		{"a straight apostrophe, write ’", regexp.MustCompile(`'`)},
		{"straight quotes, write « »", regexp.MustCompile(`"`)},
		{"three dots, write …", regexp.MustCompile(`\.\.\.`)},
		{"a plain space before ; : ! ? » %, write U+202F or U+00A0", regexp.MustCompile(` [;:!?»%]`)},
		{"a plain space after «, write U+00A0", regexp.MustCompile(`« `)},
		{"no space before ; : ! ?, write U+202F", regexp.MustCompile(`[\p{L}\p{N})»][;:!?](\s|$)`)},
		{"no space inside « », write U+00A0", regexp.MustCompile(`«[^\x{00a0}\x{202f} ]|[^\x{00a0}\x{202f} ]»`)},
		{"a plain space between number and unit, write U+00A0", regexp.MustCompile(`\d (h|€|FC)\b`)},
	},
	EN: {
		{"a straight apostrophe, write ’", regexp.MustCompile(`\p{L}'\p{L}|s' `)},
		{"straight quotes, write “ ”", regexp.MustCompile(`"`)},
		{"three dots, write …", regexp.MustCompile(`\.\.\.`)},
		{"a space before ; : ! ?", regexp.MustCompile(`[\s\x{00a0}\x{202f}][;:!?](\s|$)`)},
		{"French quotes", regexp.MustCompile(`[«»]`)},
	},
}

var action = regexp.MustCompile(`\{\{.*?\}\}`)

// lint names the faults of a text; an argument stands for a word.
func lint(l Lang, s string) []string {
	s = action.ReplaceAllString(s, "X")
	var found []string
	for _, rule := range typography[l] {
		if rule.bad.MatchString(s) {
			found = append(found, rule.what)
		}
	}
	return found
}

func TestTypography(t *testing.T) {
	french, english := catalogueFiles(t)
	for l, all := range map[Lang]map[string]entry{FR: french, EN: english} {
		for k, e := range all {
			for _, s := range e.forms {
				for _, what := range lint(l, s) {
					t.Errorf("%s/%s.json: %s: %s: %q", l, e.area, k, what, s)
				}
			}
		}
	}
}

func TestLintFindsFaults(t *testing.T) {
	for _, c := range []struct {
		l    Lang
		s    string
		want int
	}{
		{FR, "l'heure", 1},
		{FR, "Supprimer ?", 1},
		{FR, "Supprimer?", 1},
		{FR, "{{.Name}}: rien", 1},
		{FR, "« {{.Name}} »", 2},
		{FR, "«{{.Name}}»", 1},
		{FR, "\"ici\"", 1},
		{FR, "Attendre...", 1},
		{FR, "25 h 30", 1},
		{FR, "63 %", 1},
		{FR, "L’heure est 1:30\u202f: https://exemple.fr?x=1 «\u00a0oui\u00a0»\u202f!", 0},
		{EN, "don't", 1},
		{EN, "Delete ?", 1},
		{EN, "Wait...", 1},
		{EN, "Don’t “do” it: 1:30!", 0},
	} {
		if got := lint(c.l, c.s); len(got) != c.want {
			t.Errorf("%q: %v, want %d", c.s, got, c.want)
		}
	}
}

func TestCatalogueFaultsAreFound(t *testing.T) {
	var found []string
	complain := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	all := map[string]entry{}
	readRaw([]byte(`{"a.x": "1", "a.x": "2", "a.y": 3}`), "fr/a.json", all, complain)
	readRaw([]byte(`{"a.x": "1"`), "fr/b.json", all, complain)
	readRaw([]byte(`nonsense`), "fr/c.json", all, complain)
	if len(found) != 4 {
		t.Errorf("found %q", found)
	}
}

func TestABrokenFileDoesNotTakeTheOthersAlong(t *testing.T) {
	files := fstest.MapFS{
		"fr/a.json": {Data: []byte(`{"a.x": "un"}`)},
		"fr/b.json": {Data: []byte(`{"b.x": `)},
		"en/a.json": {Data: []byte(`{"a.x": "one"}`)},
	}
	c := open(files, FR)
	if err := c.err(); err == nil || !strings.Contains(err.Error(), "fr/b.json") {
		t.Errorf("the broken file is not named: %v", err)
	}
	if got := c.printer.T("a.x"); got != "un" {
		t.Errorf("got %q", got)
	}
	if got := open(files, EN).printer.T("b.x"); got != "⟦b.x⟧" {
		t.Errorf("got %q", got)
	}
}

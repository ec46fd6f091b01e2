package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"regie/assets/text"
)

// Ensure every command says what it does, in both languages, and that no help
// is left of a command or a flag that went.
func TestEveryCommandHasItsHelp(t *testing.T) {
	k, err := kong.New(&root{})
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{"help.regiectl": true}
	var walk func(n *kong.Node)
	walk = func(n *kong.Node) {
		path := "help." + helpPath(n)
		asked[path] = true
		for _, l := range text.Langs() {
			if n.Type == kong.CommandNode && !text.For(l).Has(path) {
				t.Errorf("no %s in %s", path, l)
			}
		}
		values := slices.Clone(n.Positional)
		for _, f := range n.Flags {
			values = append(values, f.Value)
		}
		for _, v := range values {
			name := strings.ReplaceAll(v.Name, "-", "_")
			asked[path+".flag."+name], asked["help.flag."+name] = true, true
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(k.Model.Node)
	for _, key := range text.Keys(text.FR) {
		if strings.HasPrefix(key, "help.") && !asked[key] {
			t.Errorf("%s is nobody's", key)
		}
	}
}

// Ensure a negative value reaches its rule, and a flag is still a flag.
func TestNegativeValuesAreValues(t *testing.T) {
	for _, c := range []struct{ in, want []string }{
		{[]string{"bank", "adjust", "--minutes", "-90", "--json"}, []string{"bank", "adjust", "--minutes=-90", "--json"}},
		{[]string{"--fee", "-5EUR"}, []string{"--fee=-5EUR"}},
		{[]string{"--name=x", "-5"}, []string{"--name=x", "-5"}},
		{[]string{"--json", "-h"}, []string{"--json", "-h"}},
	} {
		if got := joinNegatives(c.in); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v", c.in, got)
		}
	}
}

// Ensure --lang after a command with documents is theirs, before it the
// program's, and any other command's the program's.
func TestTheLanguageOfDocuments(t *testing.T) {
	for _, c := range []struct {
		in, rest []string
		lang     string
	}{
		{[]string{"client", "add", "--name", "K", "--lang", "en"}, []string{"client", "add", "--name", "K"}, "en"},
		{[]string{"--lang", "en", "client", "set", "k", "--lang=fr"}, []string{"--lang", "en", "client", "set", "k"}, "fr"},
		{[]string{"--data", "client", "agency", "show", "--lang", "en"}, []string{"--data", "client", "agency", "show", "--lang", "en"}, ""},
		{[]string{"client", "list", "--lang", "en"}, []string{"client", "list", "--lang", "en"}, ""},
	} {
		if rest, lang := documentLang(c.in); !slices.Equal(rest, c.rest) || lang != c.lang {
			t.Errorf("%v: %v, %q", c.in, rest, lang)
		}
	}
}

// Ensure the frame of the help is in the user's language, as its texts are.
func TestHelpSpeaksOneLanguage(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"invoice", "--help"}, {"invoice", "pdf", "--help"}} {
		var out strings.Builder
		if code := run(t.Context(), append(args, "--lang", "fr"), strings.NewReader(""), &out, &out); code != exitDone {
			t.Fatalf("%v: exit %d", args, code)
		}
		for _, l := range helpLines {
			if strings.Contains("\n"+out.String(), "\n"+l.form) {
				t.Errorf("%v: %q is left of the library's help", args, l.form)
			}
		}
	}
}

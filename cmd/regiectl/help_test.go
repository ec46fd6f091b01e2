package main

import (
	"slices"
	"testing"

	"github.com/alecthomas/kong"

	"regie/assets/text"
)

// Ensure every command says what it does, in both languages.
func TestEveryCommandHasItsHelp(t *testing.T) {
	k, err := kong.New(&root{})
	if err != nil {
		t.Fatal(err)
	}
	var walk func(n *kong.Node)
	walk = func(n *kong.Node) {
		for _, l := range text.Langs() {
			if key := "help." + helpPath(n); n.Type == kong.CommandNode && !text.For(l).Has(key) {
				t.Errorf("no %s in %s", key, l)
			}
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(k.Model.Node)
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

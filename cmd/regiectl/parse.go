package main

import (
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"regie/assets/text"
)

// parse reads the command line. ok is false when nothing is left to run: help
// was shown, or the call was wrong and said so.
func parse(cli *root, e *env, args []string) (parsed *kong.Context, code int, ok bool) {
	stop := errors.New("stop")
	k, err := kong.New(cli,
		kong.Name("regiectl"), kong.Description(e.T("help.regiectl")),
		kong.Writers(helpWriter{e.Out, e.Printer}, e.Err), kong.Exit(func(int) { panic(stop) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.PostBuild(func(k *kong.Kong) error { translate(k.Model.Node, e.Printer); return nil }))
	if err != nil {
		return nil, e.refuse(err), false
	}
	defer func() { // --help ends the run through kong.Exit
		if r := recover(); r != nil {
			if r != any(stop) {
				panic(r)
			}
			parsed, code, ok = nil, exitDone, false
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	args, e.docLang = documentLang(joinNegatives(args))
	parsed, err = k.Parse(args)
	if err != nil {
		var f failure
		f.Error.Code, f.Error.Message = "usage", usage(e.Printer, err)
		e.complain(f)
		return nil, exitUsage, false
	}
	return parsed, exitDone, true
}

// translate puts the catalogue's help in place of the tags'.
func translate(n *kong.Node, p *text.Printer) {
	if n.Type == kong.CommandNode {
		n.Help = helpText(p, n.Help, "help."+helpPath(n))
	}
	for _, f := range n.Flags {
		f.Help = flagHelp(n, p, f.Value)
	}
	for _, a := range n.Positional {
		a.Help = flagHelp(n, p, a)
	}
	for _, c := range n.Children {
		translate(c, p)
	}
}

// flagHelp is the text for a flag of this command, else for the flag anywhere.
func flagHelp(n *kong.Node, p *text.Printer, v *kong.Value) string {
	name := strings.ReplaceAll(v.Name, "-", "_")
	return helpText(p, v.Help, "help."+helpPath(n)+".flag."+name, "help.flag."+name)
}

func helpText(p *text.Printer, otherwise string, keys ...string) string {
	for _, k := range keys {
		if p.Has(k) {
			return p.T(k)
		}
	}
	return otherwise
}

// helpPath is "client.contact.add" for that command.
func helpPath(n *kong.Node) string {
	var parts []string
	for ; n != nil && n.Type != kong.ApplicationNode; n = n.Parent {
		parts = append(parts, strings.ReplaceAll(n.Name, "-", "_"))
	}
	slices.Reverse(parts)
	return strings.Join(parts, ".")
}

// usageForms are the sentences of the command-line library and ours for them.
var usageForms = []struct {
	form *regexp.Regexp
	key  string
}{
	{regexp.MustCompile(`^unknown flag ([^,]+)`), "regiectl.usage_unknown_flag"},
	{regexp.MustCompile(`^missing flags: (.+)$`), "regiectl.usage_missing_flags"},
	{regexp.MustCompile(`^unexpected argument ([^,]+)`), "regiectl.usage_unexpected"},
	{regexp.MustCompile(`^expected one of (.+)$`), "regiectl.usage_command"},
	{regexp.MustCompile(`^expected "(.+)"$`), "regiectl.usage_argument"},
	{regexp.MustCompile(`^(\S+): missing value`), "regiectl.usage_value"},
	{regexp.MustCompile(`^(\S+): expected .* value but got "EOL"`), "regiectl.usage_value"},
}

func usage(p *text.Printer, err error) string {
	said := err.Error()
	for _, u := range usageForms {
		if m := u.form.FindStringSubmatch(said); m != nil {
			return p.T(u.key, "what", m[1])
		}
	}
	return p.T("regiectl.usage", "detail", said)
}

// negative is a value, not a flag: -90, -1h, -5EUR.
var negative = regexp.MustCompile(`^-[0-9]`)

// joinNegatives writes "--minutes -90" as "--minutes=-90", so that a negative
// value reaches the rule that takes or refuses it.
func joinNegatives(args []string) []string {
	var out []string
	for _, a := range args {
		if last := len(out) - 1; last >= 0 && negative.MatchString(a) && strings.HasPrefix(out[last], "--") && !strings.Contains(out[last], "=") {
			out[last] += "=" + a
			continue
		}
		out = append(out, a)
	}
	return out
}

// documentLang takes a --lang that follows "agency set", "client add" or
// "client set" out of the arguments: there it is the language of documents,
// before the command it is the program's.
func documentLang(args []string) (rest []string, lang string) {
	var words []string
	for i := 0; i < len(args); i++ {
		a := args[i]
		value, joined := strings.CutPrefix(a, "--lang=")
		command := strings.Join(words[:min(len(words), 2)], " ")
		ofDocuments := command == "agency set" || command == "client add" || command == "client set"
		switch {
		case ofDocuments && joined:
			lang = value
			continue
		case ofDocuments && a == "--lang" && i+1 < len(args):
			i++
			lang = args[i]
			continue
		case slices.Contains([]string{"--lang", "--data", "--as"}, a) && i+1 < len(args):
			rest = append(rest, a)
			i++
			a = args[i]
		case !strings.HasPrefix(a, "-"):
			words = append(words, a)
		}
		rest = append(rest, a)
	}
	return rest, lang
}

// asksJSON and asksLang look ahead, so that a wrong call is answered in the
// form and the language it asked for.
func asksJSON(args []string) bool { return slices.Contains(args, "--json") }

func asksLang(args []string) (*text.Printer, bool) {
	args, _ = documentLang(args)
	for i, a := range args {
		value, ok := strings.CutPrefix(a, "--lang=")
		if a == "--lang" && i+1 < len(args) {
			value, ok = args[i+1], true
		}
		if l, err := text.Parse(value); ok && err == nil {
			return text.For(l), true
		}
	}
	return text.For(text.FromEnv(os.Getenv)), false
}

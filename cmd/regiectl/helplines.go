package main

import (
	"io"
	"strings"

	"regie/assets/text"
)

// helpLines are the lines of the command-line library's help and ours for them;
// the library has them in English alone.
var helpLines = []struct{ form, key string }{
	{"Usage: ", "regiectl.help_usage"},
	{"Flags:", "regiectl.help_flags"},
	{"Commands:", "regiectl.help_commands"},
	{"Arguments:", "regiectl.help_arguments"},
	{`Run "`, "regiectl.help_more"},
}

// helpWriter says help in the user's language, a line at a time as the library
// writes it.
type helpWriter struct {
	out io.Writer
	p   *text.Printer
}

// Write implements io.Writer.
func (w helpWriter) Write(line []byte) (int, error) {
	if _, err := io.WriteString(w.out, w.translate(string(line))); err != nil {
		return 0, err
	}
	return len(line), nil
}

func (w helpWriter) translate(line string) string {
	for _, l := range helpLines {
		rest, ok := strings.CutPrefix(line, l.form)
		if !ok {
			continue
		}
		if command, _, more := strings.Cut(rest, `" for more`); more {
			return w.p.T(l.key, "command", command) + "\n"
		}
		return w.p.T(l.key, "call", strings.TrimSuffix(rest, "\n")) + "\n"
	}
	return line
}

package facturx

import (
	"bytes"
	"fmt"
	"strings"
)

// Words is the text of a PDF of this program, a string a page, each run of
// text on its own line: what was handed to the writer, read back from the
// file. Signs drawn as outlines count by the text they stand for.
func Words(pdf []byte) ([]string, error) {
	f, err := open(pdf)
	if err != nil {
		return nil, fmt.Errorf("reading the text: %w", err)
	}
	var out []string
	for _, kid := range f.array(f.dict(f.dict(f.trailer["Root"])["Pages"])["Kids"]) {
		data, err := f.data(f.dict(kid)["Contents"])
		if err != nil {
			return nil, fmt.Errorf("reading the text of page %d: %w", len(out)+1, err)
		}
		var b strings.Builder
		if err := shown(data, &b); err != nil {
			return nil, fmt.Errorf("reading the text of page %d: %w", len(out)+1, err)
		}
		out = append(out, b.String())
	}
	return out, nil
}

// shown gathers the strings of a page: those before Tj, which are UTF-16
// without a mark, and those that marked content says in their place.
func shown(data []byte, out *strings.Builder) error {
	l := &lexer{b: data}
	var last any
	for {
		l.skip()
		if l.at >= len(l.b) {
			return nil
		}
		c := l.b[l.at]
		if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '\'' || c == '"' {
			operate(l.word(), last, out)
			continue
		}
		if isNumeral(c) { // places and sizes: most of a page, and no text
			l.pass()
			last = nil
			continue
		}
		o, err := l.object(0)
		if err != nil {
			return err
		}
		last = o
	}
}

func operate(op string, operand any, out *strings.Builder) {
	switch v := operand.(type) {
	case text:
		if op == "Tj" {
			out.WriteString(decodeUnits(v))
			out.WriteByte('\n')
		}
	case dict:
		if t, ok := v["ActualText"].(text); ok && op == "BDC" && bytes.HasPrefix(t, []byte{0xFE, 0xFF}) {
			out.WriteString(decode(t))
			out.WriteByte('\n')
		}
	}
}

package facturx

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// The kinds of object a PDF is made of; the others are Go's own: nil, bool,
// float64 (every number) and int (a whole one).
type (
	name  string
	text  []byte // a string, its escapes undone
	array []any
	dict  map[name]any
	ref   struct{ Number, Generation int }
)

// stream is a dictionary and the bytes as they stand in the file, filtered.
type stream struct {
	Dict dict
	Raw  []byte
}

var errBroken = errors.New("not well-formed")

// maxDepth bounds nesting, so that a damaged file cannot exhaust the stack.
const maxDepth = 64

// lexer reads objects from bytes.
type lexer struct {
	b  []byte
	at int
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func isNumeral(c byte) bool { return c == '+' || c == '-' || c == '.' || c >= '0' && c <= '9' }

// skip passes blanks and comments.
func (l *lexer) skip() {
	for l.at < len(l.b) {
		switch c := l.b[l.at]; {
		case isSpace(c):
			l.at++
		case c == '%':
			for l.at < len(l.b) && l.b[l.at] != '\n' && l.b[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// word reads up to the next blank or delimiter.
func (l *lexer) word() string {
	from := l.at
	l.pass()
	return string(l.b[from:l.at])
}

// pass goes on to the next blank or delimiter.
func (l *lexer) pass() {
	for l.at < len(l.b) && !isSpace(l.b[l.at]) && !isDelimiter(l.b[l.at]) {
		l.at++
	}
}

// accept passes a literal when it comes next.
func (l *lexer) accept(s string) bool {
	l.skip()
	if bytes.HasPrefix(l.b[l.at:], []byte(s)) {
		l.at += len(s)
		return true
	}
	return false
}

// object reads one object; two numbers and an R are a reference.
func (l *lexer) object(depth int) (any, error) {
	l.skip()
	if l.at >= len(l.b) || depth > maxDepth {
		return nil, errBroken
	}
	switch c := l.b[l.at]; {
	case c == '/':
		l.at++
		return l.name(), nil
	case c == '(':
		return l.literal()
	case c == '[':
		return l.array(depth)
	case bytes.HasPrefix(l.b[l.at:], []byte("<<")):
		return l.dict(depth)
	case c == '<':
		return l.hex()
	case isNumeral(c):
		return l.number()
	}
	switch w := l.word(); w {
	case "true", "false":
		return w == "true", nil
	case "null":
		return nil, nil
	}
	return nil, errBroken
}

func (l *lexer) name() name {
	w := l.word()
	if !bytes.Contains([]byte(w), []byte("#")) {
		return name(w)
	}
	out := make([]byte, 0, len(w))
	for i := 0; i < len(w); i++ {
		if w[i] == '#' && i+2 < len(w) {
			if n, err := strconv.ParseUint(w[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, w[i])
	}
	return name(out)
}

func (l *lexer) number() (any, error) {
	w := l.word()
	n, err := strconv.Atoi(w)
	if err != nil {
		f, err := strconv.ParseFloat(w, 64)
		if err != nil {
			return nil, errBroken
		}
		return f, nil
	}
	back := l.at
	l.skip()
	if g, err := strconv.Atoi(l.word()); err == nil && n >= 0 && g >= 0 {
		l.skip()
		if l.at < len(l.b) && l.b[l.at] == 'R' {
			l.at++
			return ref{n, g}, nil
		}
	}
	l.at = back
	return n, nil
}

func (l *lexer) array(depth int) (any, error) {
	l.at++
	out := array{}
	for !l.accept("]") {
		o, err := l.object(depth + 1)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

func (l *lexer) dict(depth int) (any, error) {
	l.at += 2
	out := dict{}
	for !l.accept(">>") {
		if !l.accept("/") {
			return nil, errBroken
		}
		key := l.name()
		v, err := l.object(depth + 1)
		if err != nil {
			return nil, err
		}
		out[key] = v
	}
	return out, nil
}

func (l *lexer) hex() (any, error) {
	end := bytes.IndexByte(l.b[l.at:], '>')
	if end < 0 {
		return nil, errBroken
	}
	digits := bytes.Join(bytes.Fields(l.b[l.at+1:l.at+end]), nil)
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	l.at += end + 1
	out := make(text, hex.DecodedLen(len(digits)))
	if _, err := hex.Decode(out, digits); err != nil {
		return nil, errBroken
	}
	return out, nil
}

// literal reads a string in brackets.
func (l *lexer) literal() (any, error) {
	l.at++
	var out text
	if end := bytes.IndexByte(l.b[l.at:], ')'); end >= 0 {
		out = make(text, 0, end)
	}
	for open := 1; l.at < len(l.b); l.at++ {
		c := l.b[l.at]
		switch c {
		case '\\':
			l.at++
			out = l.escape(out)
			continue
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				l.at++
				return out, nil
			}
		}
		out = append(out, c)
	}
	return nil, errBroken
}

// escape reads what follows a backslash and leaves its last byte current.
func (l *lexer) escape(out text) text {
	if l.at >= len(l.b) {
		return out
	}
	c := l.b[l.at]
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return append(out, "\n\r\t\b\f"[i])
	}
	switch {
	case c == '\n': // a line continued
		return out
	case c >= '0' && c <= '7':
		n := 0
		from := l.at
		for l.at < len(l.b) && l.at < from+3 && l.b[l.at] >= '0' && l.b[l.at] <= '7' {
			n = n*8 + int(l.b[l.at]-'0')
			l.at++
		}
		l.at--
		return append(out, byte(n))
	}
	return append(out, c)
}

// put writes an object, the keys of dictionaries in order, so that the same
// object gives the same bytes.
func put(b []byte, o any) []byte {
	switch v := o.(type) {
	case name:
		return putName(b, v)
	case text:
		return append(append(append(b, '<'), hex.EncodeToString(v)...), '>')
	case array:
		b = append(b, '[')
		for i, e := range v {
			if i > 0 {
				b = append(b, ' ')
			}
			b = put(b, e)
		}
		return append(b, ']')
	case dict:
		b = append(b, "<<"...)
		for _, k := range slices.Sorted(maps.Keys(v)) {
			b = append(putName(b, k), ' ')
			b = append(put(b, v[k]), '\n')
		}
		return append(b, ">>"...)
	case ref:
		return fmt.Appendf(b, "%d %d R", v.Number, v.Generation)
	case float64:
		return strconv.AppendFloat(b, v, 'f', -1, 64)
	case nil:
		return append(b, "null"...)
	}
	return fmt.Append(b, o)
}

func putName(b []byte, n name) []byte {
	b = append(b, '/')
	for i := range len(n) {
		if c := n[i]; c <= ' ' || c > '~' || c == '#' || isDelimiter(c) {
			b = fmt.Appendf(b, "#%02X", c)
			continue
		}
		b = append(b, n[i])
	}
	return b
}

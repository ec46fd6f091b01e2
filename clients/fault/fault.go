// Package fault holds the errors of the domain: a code, the form field they
// belong to and named arguments. The sentence a person reads is looked up in
// the catalogue under "error.<code>" at the edge, in that person's language.
package fault

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Key is an argument that is itself a key of the catalogue, such as the name
// of a state: the printer puts its text in the sentence.
type Key string

// Error is a refusal the domain gives on purpose.
type Error struct {
	// Code names the sentence: catalogue key "error.<Code>".
	Code string
	// Field is the form field or flag at fault, "" for none.
	Field string
	// Args are the values the sentence speaks of; never nil when built by New.
	Args map[string]any
	// Err is what caused it, or nil.
	Err error
}

// New builds an error from its code and pairs of argument name and value.
// A last name without value gets nil.
func New(code string, kv ...any) *Error {
	args := make(map[string]any, (len(kv)+1)/2)
	for i := 0; i < len(kv); i += 2 {
		name, ok := kv[i].(string)
		if !ok {
			name = fmt.Sprint(kv[i])
		}
		var value any
		if i+1 < len(kv) {
			value = kv[i+1]
		}
		args[name] = value
	}
	return &Error{Code: code, Args: args}
}

// At returns a copy that belongs to a form field or flag.
func (e *Error) At(field string) *Error {
	c := *e
	c.Field = field
	return &c
}

// Because returns a copy that wraps its cause.
func (e *Error) Because(err error) *Error {
	c := *e
	c.Err = err
	return &c
}

// Error gives "code: name=value, …: cause", for logs only.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code)
	for i, name := range slices.Sorted(maps.Keys(e.Args)) {
		sep := ", "
		if i == 0 {
			sep = ": "
		}
		fmt.Fprintf(&b, "%s%s=%v", sep, name, e.Args[name])
	}
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
	}
	return b.String()
}

// Unwrap gives the cause to the errors package.
func (e *Error) Unwrap() error { return e.Err }

// Is makes errors.Is compare codes, and fields where the target names one.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code && (t.Field == "" || t.Field == e.Field)
}

// As finds the outermost domain error in a chain.
func As(err error) (*Error, bool) {
	var e *Error
	if !errors.As(err, &e) {
		return nil, false
	}
	return e, true
}

// Is tells whether a domain error with this code stands anywhere in the chain.
func Is(err error, code string) bool {
	return errors.Is(err, &Error{Code: code})
}

// At is err at a field, whichever the fault named itself: for whoever asked for
// the value by a name of its own. Other errors are returned as they are.
func At(err error, field string) error {
	if f, ok := As(err); ok {
		return f.At(field)
	}
	return err
}

// Beside is err at a field, where it is a fault that names none: for whoever
// knows which field was being read. Other errors are returned as they are.
func Beside(err error, field string) error {
	if f, ok := As(err); ok && f.Field == "" {
		return f.At(field)
	}
	return err
}

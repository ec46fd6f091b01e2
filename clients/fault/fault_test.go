package fault_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"regie/clients/fault"
)

func TestErrorIsForLogs(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{fault.New("date_empty"), "date_empty"},
		{fault.New("date_invalid", "value", "x"), "date_invalid: value=x"},
		{fault.New("a", "b", 2, "a", 1), "a: a=1, b=2"},
		{fault.New("a", "lonely"), "a: lonely=<nil>"},
		{fault.New("a", 7, 8), "a: 7=8"},
		{fault.New("a", "n", 1).Because(io.EOF), "a: n=1: EOF"},
	} {
		if got := c.err.Error(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestChains(t *testing.T) {
	inner := fault.New("date_invalid", "value", "x").Because(io.EOF)
	err := fmt.Errorf("adding an entry: %w", fault.New("entry_invalid").At("on").Because(inner))
	f, ok := fault.As(err)
	if !ok || f.Code != "entry_invalid" || f.Field != "on" {
		t.Fatalf("As gave %v, %v", f, ok)
	}
	for _, code := range []string{"entry_invalid", "date_invalid"} {
		if !fault.Is(err, code) {
			t.Errorf("Is does not find %s", code)
		}
	}
	if fault.Is(err, "other") || fault.Is(io.EOF, "other") || fault.Is(nil, "other") {
		t.Error("Is finds what is not there")
	}
	if !errors.Is(err, io.EOF) {
		t.Error("the cause is lost")
	}
	if !errors.Is(err, fault.New("entry_invalid").At("on")) || errors.Is(err, fault.New("entry_invalid").At("to")) {
		t.Error("errors.Is does not compare fields")
	}
	if _, ok := fault.As(io.EOF); ok {
		t.Error("As takes a foreign error for one of the domain")
	}
}

func TestAtAndBecauseCopy(t *testing.T) {
	shared := fault.New("full")
	_ = shared.At("name").Because(io.EOF)
	if shared.Field != "" || shared.Err != nil {
		t.Error("a shared error was changed")
	}
}

// Ensure whoever asked for a value has the last word on the field.
func TestAtAnotherField(t *testing.T) {
	if f, _ := fault.As(fault.At(fault.New("money_invalid").At("rate"), "planned")); f.Field != "planned" {
		t.Errorf("the field is %q", f.Field)
	}
	if fault.At(nil, "planned") != nil {
		t.Error("no error became one")
	}
}

// Ensure a field is named once, by whoever names it first.
func TestBeside(t *testing.T) {
	if f, _ := fault.As(fault.Beside(fault.New("money_invalid"), "planned")); f.Field != "planned" {
		t.Errorf("the field is %q", f.Field)
	}
	if f, _ := fault.As(fault.Beside(fault.New("money_invalid").At("rate"), "planned")); f.Field != "rate" {
		t.Errorf("the field became %q", f.Field)
	}
	if other := errors.New("x"); fault.Beside(other, "planned") != other {
		t.Error("another error was changed")
	}
}

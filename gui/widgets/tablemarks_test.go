package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

func markTable(t *testing.T) (*Table[string], *int) {
	t.Helper()
	changes := 0
	tb := NewTable([]Column[string]{{Title: "x", Flex: 1, Text: func(s string) string { return s }}}).
		Marking(func(s string) string { return s }, func() { changes++ })
	window(t, tb, 300, 300)
	tb.SetRows([]string{"a", "b", "c", "d"})
	tb.Focus()
	return tb, &changes
}

// Ensure Space chooses a row, Ctrl A all, and what is gone is forgotten.
func TestTableMarks(t *testing.T) {
	tb, changes := markTable(t)
	tb.list.TypedKey(key(fyne.KeySpace))
	tb.list.TypedKey(key(fyne.KeyDown))
	tb.list.TypedKey(key(fyne.KeyDown))
	tb.list.TypedKey(key(fyne.KeySpace))
	if got := strings.Join(tb.Marked(), ""); got != "ac" || *changes != 2 {
		t.Fatalf("chosen %q after %d changes", got, *changes)
	}
	tb.SetRows([]string{"c", "b"})
	if got := strings.Join(tb.Marked(), ""); got != "c" {
		t.Errorf("chosen %q", got)
	}
	tb.list.TypedShortcut(&fyne.ShortcutSelectAll{})
	if len(tb.Marked()) != 2 {
		t.Error("Ctrl A does not choose all")
	}
	tb.MarkAll(false)
	if len(tb.Marked()) != 0 {
		t.Error("not all were let go")
	}
}

// Ensure Shift with the arrows chooses the run from where it began, also back.
func TestTableRun(t *testing.T) {
	tb, _ := markTable(t)
	shift := func(k fyne.KeyName) { tb.markKey(key(k), fyne.KeyModifierShift) }
	tb.GoTo(1)
	shift(fyne.KeyDown)
	shift(fyne.KeyDown)
	if got := strings.Join(tb.Marked(), ""); got != "bcd" {
		t.Errorf("down: %q", got)
	}
	shift(fyne.KeyUp)
	shift(fyne.KeyUp)
	shift(fyne.KeyUp)
	if got := strings.Join(tb.Marked(), ""); got != "ab" {
		t.Errorf("and back up: %q", got)
	}
}

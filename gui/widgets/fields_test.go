package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regie/clients/civil"
	"regie/clients/money"
	"regie/gui/theme"
)

// Ensure a date is read as people write it, written in the language's way when
// the field is left, and kept as typed when it cannot be read.
func TestDateField(t *testing.T) {
	f := NewDateField(fr(), "on", "Le", day(2026, 11, 22))
	window(t, f, 300, 100)
	var changed civil.Date
	f.OnChanged = func(d civil.Date) { changed = d }
	f.Focus()
	test.Type(f.entry, "24/11")
	f.entry.FocusLost()
	if d, err := f.Date(); err != nil || d != day(2026, 11, 24) || changed != d {
		t.Errorf("%s, %v, changed %s", d, err, changed)
	}
	if f.entry.Text != fr().Date(day(2026, 11, 24)) {
		t.Errorf("written %q", f.entry.Text)
	}
	f.entry.TypedKey(key(fyne.KeyUp))
	if d, _ := f.Date(); d != day(2026, 11, 25) {
		t.Errorf("Up gives %s", d)
	}
	f.entry.SetText("32/11")
	f.entry.FocusLost()
	if f.Refusal() == "" || f.entry.Text != "32/11" {
		t.Errorf("refusal %q, text %q", f.Refusal(), f.entry.Text)
	}
}

// Ensure a duration says how it is read while it is typed.
func TestDurationField(t *testing.T) {
	f := NewDurationField(fr(), "duration", "Durée")
	window(t, f, 300, 100)
	f.Focus()
	test.Type(f.entry, "45")
	if f.hint == "" {
		t.Error("does not say how 45 is read")
	}
	if s, err := f.Seconds(); err != nil || s != 45*60 {
		t.Errorf("%d, %v", s, err)
	}
}

// Ensure what is typed takes the place of what a form proposed.
func TestTypingReplacesWhatWasProposed(t *testing.T) {
	f := NewMoneyField(fr(), "amount", "Montant reçu", "EUR")
	window(t, f, 300, 100)
	f.SetAmount(money.Of(436200, "EUR"))
	f.Focus()
	test.Type(f.entry, "2000")
	f.entry.FocusLost()
	if a, err := f.Amount(); err != nil || a != money.Of(200000, "EUR") {
		t.Errorf("%v, %v", a, err)
	}
}

func TestMoneyField(t *testing.T) {
	f := NewMoneyField(fr(), "fee", "Forfait", "EUR")
	window(t, f, 300, 100)
	f.entry.SetText("1800,50")
	if a, err := f.Amount(); err != nil || a != money.Of(180050, "EUR") {
		t.Errorf("%v, %v", a, err)
	}
	f.entry.FocusLost()
	if a, err := f.Amount(); err != nil || a != money.Of(180050, "EUR") {
		t.Errorf("what the field writes it cannot read: %q, %v", f.entry.Text, err)
	}
}

// Ensure a choice is found by typing and taken by Enter.
func TestSelectByKeyboard(t *testing.T) {
	var options []Option
	for _, n := range []string{"Un", "Deux", "Trois", "Quatre", "Cinq", "Six", "Sept", "Hôtel"} {
		options = append(options, Option{Key: n, Label: n})
	}
	var got string
	s := NewSelect(fr(), "client", "Client", options, func(k string) { got = k })
	w := window(t, s, 400, 500)
	s.Focus()
	s.button.TypedKey(key(fyne.KeySpace))
	if !LayerOpen() {
		t.Fatal("no list")
	}
	test.Type(w.Canvas().Focused(), "hotel")
	w.Canvas().Focused().TypedKey(key(fyne.KeyReturn))
	if got != "Hôtel" || s.Key() != got || LayerOpen() {
		t.Errorf("chose %q", got)
	}
}

// Ensure Esc closes the topmost list only.
func TestCloseTop(t *testing.T) {
	b := NewButton("x", "", nil)
	window(t, b, 400, 300)
	first := showUnder(b, NewText("un"))
	showUnder(b, NewText("deux"))
	if !CloseTop() || len(layers) != 1 || layers[0] != first {
		t.Errorf("%d layers", len(layers))
	}
	CloseAll()
	if CloseTop() {
		t.Error("something was still open")
	}
}

// Ensure a table sorts by its head and opens by key.
func TestTable(t *testing.T) {
	type row struct {
		name string
		n    int
	}
	tab := NewTable([]Column[row]{
		{Title: "Nom", Text: func(r row) string { return r.name }},
		{Title: "N", Width: 60, Right: true, Text: func(r row) string { return r.name }, Less: func(a, b row) bool { return a.n < b.n }},
	})
	window(t, tab, 400, 300)
	tab.SetRows([]row{{"a", 3}, {"b", 1}, {"c", 2}})
	tab.sortBy(1)
	if tab.Rows()[0].name != "b" {
		t.Errorf("first is %q", tab.Rows()[0].name)
	}
	tab.sortBy(1)
	if tab.Rows()[0].name != "a" {
		t.Errorf("first is %q", tab.Rows()[0].name)
	}
	var opened string
	tab.OnOpen = func(r row) { opened = r.name }
	tab.list.FocusGained()
	tab.list.TypedKey(key(fyne.KeyDown))
	tab.list.TypedKey(key(fyne.KeyReturn))
	if opened == "" {
		t.Error("Enter opened nothing")
	}
	var sum float32
	for _, w := range tab.widths(400) {
		sum += w
	}
	if want := float32(400) - cellGap - 16; sum != want {
		t.Errorf("columns fill %v of %v", sum, want)
	}
	tab.SetRows([]row{{"CDF 22,365,426.00", 1}, {"b", 2}})
	if w := tab.widths(400); w[1] < textSize("CDF 22,365,426.00", theme.TextBody, false).Width || w[0]+w[1]+cellGap+16 != 400 {
		t.Errorf("an amount is cut at %v", w)
	}
}

// Ensure columns stand below one another where they do not fit.
func TestColumnsStack(t *testing.T) {
	a, b := MinWidth(300, NewText("a")), MinWidth(200, NewText("b"))
	c := Columns(16, []float32{1, -200}, a, b)
	window(t, c, 600, 200)
	if b.Position().X != 400 || a.Size().Width != 384 {
		t.Errorf("side by side: %v, %v", a.Size(), b.Position())
	}
	c.Resize(fyne.NewSize(420, 200))
	if b.Position().X != 0 || b.Position().Y == 0 {
		t.Errorf("narrow: %v", b.Position())
	}
}

// Ensure Tab leaves a text of several lines as it leaves others.
func TestTabLeavesATextArea(t *testing.T) {
	area, next := NewTextArea("text", "Texte", 4), NewTextField("link", "Lien")
	w := window(t, VBox(0, area, next), 400, 300)
	area.Focus()
	if tab, ok := w.Canvas().Focused().(fyne.Tabbable); ok && tab.AcceptsTab() {
		t.Fatal("the text takes Tab for a character")
	}
	w.Canvas().FocusNext()
	test.Type(w.Canvas().Focused(), "b")
	if area.Text() != "" || next.Text() != "b" {
		t.Errorf("%q, then %q", area.Text(), next.Text())
	}
}

// Ensure a card's figure is set smaller rather than cut.
func TestAFigureIsSetSmaller(t *testing.T) {
	s := NewStatCard("Reste", "", "")
	window(t, s, 150, 90)
	s.Set("Reste", "1 234 567,89 €", "", ToneNeutral)
	r := test.TempWidgetRenderer(t, s.figure).(*textRenderer)
	r.Layout(fyne.NewSize(126, 32))
	if r.c.Text != "1 234 567,89 €" || r.c.TextSize >= theme.TextFigure {
		t.Errorf("%q at %v", r.c.Text, r.c.TextSize)
	}
	r.Layout(fyne.NewSize(400, 32))
	if r.c.TextSize != theme.TextFigure {
		t.Errorf("with room it stays at %v", r.c.TextSize)
	}
}

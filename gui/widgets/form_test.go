package widgets

import (
	"context"
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regie/gui/work"
)

// forming is a host that a form opens in.
type forming struct{ asking }

func (forming) Runner() *work.Runner { return work.Sync() }
func (forming) Narrow() bool         { return false }

// Ensure a form begins at the field it is asked to, and keeps the field that
// has the keyboard in sight when Tab or a refusal goes below the fold.
func TestAFormShowsTheFieldOfTheKeyboard(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, NewText(""))
	w.Resize(fyne.NewSize(1000, 400))
	t.Cleanup(CloseAll)
	open := func(start string) (*Form, []*TextField) {
		var fields []*TextField
		var objects []fyne.CanvasObject
		for i := range 20 {
			f := NewTextField(fmt.Sprint("field", i), fmt.Sprint("Champ ", i))
			fields, objects = append(fields, f), append(objects, f)
		}
		form := NewForm(forming{asking{window: w}}, "Fiche", func() (func(context.Context) error, error) { return nil, nil }, func() {}, objects...)
		form.StartAt(start).Show()
		return form, fields
	}
	inSight := func(form *Form, f *TextField) bool {
		s := form.pop.scroll
		y, ok := heightOf(s.Content, f)
		return ok && y >= s.Offset.Y && y+f.Size().Height <= s.Offset.Y+s.Size().Height
	}

	form, fields := open("")
	if w.Canvas().Focused() != fyne.Focusable(fields[0].entry) || !inSight(form, fields[0]) {
		t.Error("the keyboard is not in the first field")
	}
	for range 12 {
		w.Canvas().FocusNext()
	}
	if w.Canvas().Focused() != fyne.Focusable(fields[12].entry) || !inSight(form, fields[12]) {
		t.Errorf("Tab left the fold at %v", form.pop.scroll.Offset)
	}
	fields[1].Focus()
	if !inSight(form, fields[1]) {
		t.Errorf("going back up left the fold at %v", form.pop.scroll.Offset)
	}
	form.Close()

	form, fields = open("field15")
	if w.Canvas().Focused() != fyne.Focusable(fields[15].entry) || !inSight(form, fields[15]) {
		t.Errorf("the form does not begin at its field: %v", form.pop.scroll.Offset)
	}
}

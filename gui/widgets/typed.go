package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/money"
)

// typed is a field whose text is read as a value. The text stays as typed; it
// is written in the language's way when the field is left and the value is
// good.
type typed[T comparable] struct {
	frame
	p     *text.Printer
	entry *entry
	read  func(string) (T, error)
	write func(T) string
	// explain says under the field how a value was read, "" for nothing.
	explain func(typed string, v T) string
	// OnChanged is called when the field is left, or Enter pressed, with
	// another value than before.
	OnChanged func(T)
	// OnSubmitted is called when Enter is pressed on a good value.
	OnSubmitted func(T)

	value T
}

func (f *typed[T]) init(self fyne.Widget, p *text.Printer, name, label string, input fyne.CanvasObject) {
	f.p = p
	f.build(self, name, label, input)
	f.focus = func() {
		focus(f.entry)
		f.entry.selectAll() // what is typed takes the place of what was proposed
	}
	f.entry.OnChanged = func(s string) { f.typing(s) }
	f.entry.onBlur = func() { f.accept() }
	f.entry.OnSubmitted = func(string) {
		if f.accept() && f.OnSubmitted != nil {
			f.OnSubmitted(f.value)
		}
	}
}

func (f *typed[T]) typing(s string) {
	if f.err != "" {
		f.SetError("")
	}
	if f.explain == nil {
		return
	}
	note := ""
	if s != "" {
		if v, err := f.read(s); err == nil {
			note = f.explain(s, v)
		}
	}
	if note != f.hint {
		f.SetHint(note)
	}
}

// accept reads the text, keeps it as it is when it is refused.
func (f *typed[T]) accept() bool {
	v, err := f.Value()
	if err != nil {
		f.SetError(f.p.Error(err))
		return false
	}
	if s := f.write(v); s != f.entry.Text {
		f.entry.SetText(s)
	}
	if v != f.value {
		f.value = v
		if f.OnChanged != nil {
			f.OnChanged(v)
		}
	}
	return true
}

// Value reads what stands in the field: the zero value when it is empty, a
// fault when it cannot be read.
func (f *typed[T]) Value() (T, error) {
	var zero T
	if f.entry.Text == "" {
		return zero, nil
	}
	return f.read(f.entry.Text)
}

// Empty tells whether nothing stands in the field.
func (f *typed[T]) Empty() bool { return f.entry.Text == "" }

// SetValue fills the field.
func (f *typed[T]) SetValue(v T) {
	f.value = v
	f.entry.SetText(f.write(v))
	f.SetError("")
}

// SetPlaceHolder shows an example while the field is empty.
func (f *typed[T]) SetPlaceHolder(s string) { f.entry.SetPlaceHolder(s) }

// DateField takes a day as people write it: "22/11", "22 nov. 2026",
// "demain". Up and Down move by a day, Page Up and Page Down by a month, the
// button opens a month.
type DateField struct {
	typed[civil.Date]
	today civil.Date
}

// NewDateField makes a date field; today completes what is left out.
func NewDateField(p *text.Printer, name, label string, today civil.Date) *DateField {
	f := &DateField{today: today}
	f.entry = newEntry()
	f.read = func(s string) (civil.Date, error) { return civil.ParseTyped(s, true, f.today) }
	f.write = func(d civil.Date) string {
		if d.IsZero() {
			return ""
		}
		return p.Date(d)
	}
	f.explain = func(s string, d civil.Date) string {
		if s == f.write(d) {
			return ""
		}
		return p.DateLong(d)
	}
	open := NewIconButton(icons.Calendar, p.T("widgets.open_calendar"), nil)
	open.onPress = func() { f.openMonth() }
	f.entry.ActionItem = open
	f.entry.onKey = f.key
	f.init(f, p, name, label, f.entry)
	return f
}

// Date reads the day: zero when the field is empty.
func (f *DateField) Date() (civil.Date, error) { return f.Value() }

// SetDate fills the field, zero empties it.
func (f *DateField) SetDate(d civil.Date) { f.SetValue(d) }

func (f *DateField) key(k fyne.KeyName) bool {
	d, err := f.Value()
	if err != nil {
		return false
	}
	if d.IsZero() {
		d = f.today
	}
	switch k {
	case fyne.KeyUp:
		d = d.AddDays(1)
	case fyne.KeyDown:
		d = d.AddDays(-1)
	case fyne.KeyPageUp:
		d = d.AddMonths(1)
	case fyne.KeyPageDown:
		d = d.AddMonths(-1)
	default:
		return false
	}
	f.entry.SetText(f.write(d))
	return true
}

func (f *DateField) openMonth() {
	d, err := f.Value()
	if err != nil || d.IsZero() {
		d = f.today
	}
	var pop *popup
	m := newMiniMonth(f.p, d, f.today, func(d civil.Date) {
		pop.hide()
		f.entry.SetText(f.write(d))
		f.accept()
	})
	pop = showUnder(f.entry, Pad(8, 8, m))
	pop.focus(m)
}

// ClockField takes a time of day, "9:30", "9h30", "0930".
type ClockField struct{ typed[civil.Clock] }

// NewClockField makes a field for a time of day; −1 is none.
func NewClockField(p *text.Printer, name, label string) *ClockField {
	f := &ClockField{}
	f.value = -1
	f.entry = newEntry()
	f.read = civil.ParseClock
	f.write = func(c civil.Clock) string {
		if c < 0 {
			return ""
		}
		return c.String()
	}
	f.init(f, p, name, label, f.entry)
	return f
}

// Clock reads the time of day, −1 when the field is empty.
func (f *ClockField) Clock() (civil.Clock, error) {
	if f.Empty() {
		return -1, nil
	}
	return f.Value()
}

// SetClock fills the field, −1 empties it.
func (f *ClockField) SetClock(c civil.Clock) { f.SetValue(c) }

// DurationField takes a duration in the grammar of entries and says at once
// how it is read.
type DurationField struct{ typed[int64] }

// NewDurationField makes a field for a duration in seconds.
func NewDurationField(p *text.Printer, name, label string) *DurationField {
	f := &DurationField{}
	f.entry = newEntry()
	f.read = civil.ParseDuration
	f.write = func(s int64) string {
		if s == 0 {
			return ""
		}
		return p.Hours((s + 30) / 60)
	}
	f.explain = func(s string, v int64) string {
		if s == f.write(v) {
			return ""
		}
		return p.T("widgets.read_as", "Value", p.Hours((v+30)/60))
	}
	f.init(f, p, name, label, f.entry)
	f.SetPlaceHolder("1h30")
	return f
}

// Seconds reads the duration, 0 when the field is empty.
func (f *DurationField) Seconds() (int64, error) { return f.Value() }

// SetSeconds fills the field.
func (f *DurationField) SetSeconds(s int64) { f.SetValue(s) }

// MoneyField takes an amount; without a currency sign it is in the default
// one.
type MoneyField struct {
	typed[money.Amount]
	currency money.Currency
}

// NewMoneyField makes a field for an amount in minor units.
func NewMoneyField(p *text.Printer, name, label string, c money.Currency) *MoneyField {
	f := &MoneyField{currency: c}
	f.entry = newEntry()
	f.read = func(s string) (money.Amount, error) { return money.Parse(s, f.currency) }
	f.write = func(a money.Amount) string {
		if a.Currency == "" {
			return ""
		}
		return p.Money(a)
	}
	f.init(f, p, name, label, f.entry)
	return f
}

// Amount reads the amount; its currency is "" when the field is empty.
func (f *MoneyField) Amount() (money.Amount, error) { return f.Value() }

// SetAmount fills the field.
func (f *MoneyField) SetAmount(a money.Amount) { f.SetValue(a) }

// SetCurrency sets the currency of amounts typed without one.
func (f *MoneyField) SetCurrency(c money.Currency) { f.currency = c }

// ColorField takes a colour as #RRGGBB, with a swatch and a note where text
// on it is hard to read.
type ColorField struct {
	typed[string]
	swatch *Avatar
}

// NewColorField makes a colour field.
func NewColorField(p *text.Printer, name, label string) *ColorField {
	f := &ColorField{}
	f.entry = newEntry()
	f.swatch = newColorTile()
	f.read = readColor
	f.write = func(s string) string { return s }
	f.explain = func(_ string, s string) string { return contrastNote(p, s) }
	box := container.NewBorder(nil, nil, f.swatch, nil, f.entry)
	f.init(f, p, name, label, box)
	f.SetPlaceHolder("#24527A")
	typing := f.entry.OnChanged
	f.entry.OnChanged = func(s string) {
		showColor(f.swatch, s)
		typing(s)
	}
	return f
}

// Hex reads the colour as "#RRGGBB", "" when the field is empty.
func (f *ColorField) Hex() (string, error) { return f.Value() }

// SetHex fills the field.
func (f *ColorField) SetHex(s string) { f.SetValue(s) }

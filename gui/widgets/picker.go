package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/gui/theme"
)

// Option is one thing to choose.
type Option struct {
	Key    string
	Label  string
	Detail string // muted, at the right
}

// picker is a popup with a search field over a list of options. Typing
// filters, Up and Down move, Enter chooses, Esc closes. Several may be ticked
// where multi is set.
type picker struct {
	all    []Option
	folded []string
	shown  []int
	at     int
	multi  bool
	chosen map[string]bool
	pick   func(Option)
	search *entry
	list   *widget.List
	pop    *popup
}

const (
	pickerRow  = 30
	pickerRows = 9
)

// showPicker opens a picker below an object.
func showPicker(p *text.Printer, anchor fyne.CanvasObject, all []Option, chosen map[string]bool, multi bool, pick func(Option)) *picker {
	k := &picker{all: all, multi: multi, chosen: chosen, pick: pick, search: newEntry()}
	for _, o := range all {
		k.folded = append(k.folded, clients.Fold(o.Label+" "+o.Detail))
	}
	k.list = widget.NewList(func() int { return len(k.shown) }, k.makeRow, k.showRow)
	k.list.HideSeparators = true
	k.list.OnSelected = func(i widget.ListItemID) {
		k.list.UnselectAll()
		k.at = i
		k.choose(i)
	}
	k.search.SetPlaceHolder(p.T("widgets.filter"))
	k.search.OnChanged = k.filter
	k.search.OnSubmitted = func(string) { k.choose(k.at) }
	k.search.onKey = k.key
	k.filter("")
	for i, j := range k.shown {
		if chosen[all[j].Key] && !multi {
			k.at = i
		}
	}
	rows := min(pickerRows, len(all))
	list := MinHeight(float32(rows)*(pickerRow+4)+4, k.list)
	content := fyne.CanvasObject(Pad(6, 6, list))
	keys := &pickerKeys{k: k}
	keys.body = Spacer()
	keys.ExtendBaseWidget(keys)
	searchable := len(all) > 6
	if searchable {
		content = Pad(6, 6, VBox(6, k.search, list))
	} else {
		content = container.NewStack(keys, content)
	}
	k.pop = &popup{content: content, place: under, anchor: anchor, width: fyne.Max(k.width(), anchor.Size().Width)}
	k.pop.show(fyne.CurrentApp().Driver().CanvasForObject(anchor))
	if searchable {
		k.pop.focus(k.search)
	} else {
		k.pop.focus(keys)
	}
	k.list.ScrollTo(k.at)
	k.list.Refresh()
	return k
}

// width measures the widest option, within bounds.
func (k *picker) width() float32 {
	var w float32
	for i, o := range k.all {
		if i > 200 {
			break
		}
		w = fyne.Max(w, textSize(o.Label+o.Detail, theme.TextBody, false).Width)
	}
	return fyne.Max(180, fyne.Min(w+76, 420))
}

func (k *picker) filter(s string) {
	q := clients.Fold(s)
	k.shown = k.shown[:0]
	for i := range k.all {
		if matches(k.folded[i], q) {
			k.shown = append(k.shown, i)
		}
	}
	k.at = 0
	k.list.Refresh()
}

func (k *picker) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyDown:
		k.move(1)
	case fyne.KeyUp:
		k.move(-1)
	case fyne.KeyPageDown:
		k.move(pickerRows)
	case fyne.KeyPageUp:
		k.move(-pickerRows)
	default:
		return false
	}
	return true
}

func (k *picker) move(by int) {
	if len(k.shown) == 0 {
		return
	}
	k.at = max(0, min(len(k.shown)-1, k.at+by))
	k.list.ScrollTo(k.at)
	k.list.Refresh()
}

func (k *picker) choose(i int) {
	if i < 0 || i >= len(k.shown) {
		return
	}
	o := k.all[k.shown[i]]
	if !k.multi {
		k.pop.hide()
	}
	k.pick(o)
	k.list.Refresh()
}

// pickRow is one option: a tick, the words, a detail.
type pickRow struct {
	composite
	ground *block
	mark   *Icon
	label  *Text
	detail *Text
}

func (k *picker) makeRow() fyne.CanvasObject {
	r := &pickRow{
		ground: newBlock(theme.TokenSurface, pickerRow), mark: NewIcon(icons.None, 13, theme.TokenPrimary),
		label: NewText("").Ellipsis(), detail: Muted("").Px(theme.TextCaption).Right(),
	}
	line := HBox(theme.Space8, r.mark, Grow(r.label), r.detail)
	r.body = container.NewStack(r.ground, Pad(theme.Space8, 0, line))
	r.ExtendBaseWidget(r)
	return r
}

func (k *picker) showRow(id widget.ListItemID, o fyne.CanvasObject) {
	r, ok := o.(*pickRow)
	if !ok || id >= len(k.shown) {
		return
	}
	opt := k.all[k.shown[id]]
	r.label.SetText(opt.Label)
	r.detail.SetText(opt.Detail)
	tok := theme.TokenSurface
	if id == k.at {
		tok = theme.TokenHover
	}
	r.ground.set(tok)
	mark := icons.None
	if k.chosen[opt.Key] {
		mark = icons.Check
	}
	r.mark.Set(mark)
}

// pickerKeys takes the keys of a picker too short for a search field.
type pickerKeys struct {
	composite
	k *picker
}

// FocusGained implements fyne.Focusable.
func (*pickerKeys) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (*pickerKeys) FocusLost() {}

// TypedRune implements fyne.Focusable.
func (*pickerKeys) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (pk *pickerKeys) TypedKey(e *fyne.KeyEvent) {
	switch {
	case pk.k.key(e.Name):
	case e.Name == fyne.KeyReturn, e.Name == fyne.KeyEnter, e.Name == fyne.KeySpace:
		pk.k.choose(pk.k.at)
	default:
		forwardKey(e)
	}
}

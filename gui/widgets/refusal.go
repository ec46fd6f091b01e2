package widgets

import (
	"regie/assets/text"
	"regie/clients/fault"
)

// ShowRefusal says an error beside the field that its fault names and puts the
// keyboard there; in the banner where none of the fields bears that name.
func ShowRefusal(p *text.Printer, err error, fields []Field, banner *Banner) {
	sentence := p.Error(err)
	if e, ok := fault.As(err); ok && e.Field != "" {
		for _, f := range fields {
			if f.Name() == e.Field {
				f.SetError(sentence)
				f.Focus()
				return
			}
		}
	}
	banner.Set(ToneBad, sentence, nil)
	banner.Show()
}

// ClearRefusals takes away what ShowRefusal said.
func ClearRefusals(fields []Field, banner *Banner) {
	for _, f := range fields {
		f.SetError("")
	}
	banner.Hide()
}

package facturx

import (
	"fmt"
)

// Extract gives back the invoice attached to a PDF of this program. It is an
// error when there is none.
func Extract(pdf []byte) ([]byte, error) {
	f, err := open(pdf)
	if err != nil {
		return nil, fmt.Errorf("taking the invoice out: %w", err)
	}
	spec, ok := f.attached()
	if !ok {
		return nil, fmt.Errorf("taking the invoice out: the PDF has no attachment %s", XMLName)
	}
	xml, err := f.data(f.dict(spec["EF"])["F"])
	if err != nil {
		return nil, fmt.Errorf("taking the invoice out: %w", err)
	}
	return xml, nil
}

// attached is the file specification of the invoice.
func (f *file) attached() (dict, bool) {
	files := f.dict(f.dict(f.dict(f.trailer["Root"])["Names"])["EmbeddedFiles"])
	names := f.array(files["Names"])
	for i := 0; i+1 < len(names); i += 2 {
		if key, ok := names[i].(text); ok && decode(key) == XMLName {
			return f.dict(names[i+1]), true
		}
	}
	return nil, false
}

package sheet

import (
	"io"

	"regie/clients/fault"
)

// Reject is a row that was refused, with the line it stands on.
type Reject struct {
	Line   int
	Reason *fault.Error
	Cells  []string
}

// WriteRejects writes the refused rows as CSV: the line, the reason in words, and
// the cells as they came, so that the file can be mended and imported by itself.
// labels head the first two columns; sentence puts a reason into words.
func WriteRejects(w io.Writer, labels [2]string, header []string, rejects []Reject, sentence func(error) string) error {
	return WriteCSV(w, WriteOptions{BOM: true}, append([]string{labels[0], labels[1]}, header...),
		func(yield func([]Cell) bool) {
			for _, r := range rejects {
				cells := append([]Cell{IntCell(int64(r.Line)), TextCell(sentence(r.Reason))}, TextCells(r.Cells...)...)
				if !yield(cells) {
					return
				}
			}
		})
}

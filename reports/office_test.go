//go:build office

package reports

import (
	"testing"

	"regie/reports/readback"
)

// TestOfficeComputesTheSame has LibreOffice compute every formula from nothing
// and compares it with the value stored beside it.
func TestOfficeComputesTheSame(t *testing.T) {
	for name, m := range months() {
		t.Run(name, func(t *testing.T) { readback.Recomputes(t, Workbook(m)) })
	}
}

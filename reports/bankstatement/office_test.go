//go:build office

package bankstatement

import (
	"testing"

	"regie/reports/readback"
)

// TestOfficeComputesTheSame has LibreOffice compute every formula from nothing
// and compares it with the value stored beside it.
func TestOfficeComputesTheSame(t *testing.T) {
	for name, s := range statements(t) {
		t.Run(name, func(t *testing.T) { readback.Recomputes(t, Workbook(s)) })
	}
}

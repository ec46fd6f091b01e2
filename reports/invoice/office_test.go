//go:build office

package invoice

import (
	"testing"

	"regie/clients/billing"
	"regie/reports/invoice/sample"
	"regie/reports/readback"
)

// TestOfficeComputesTheSame has LibreOffice compute every formula of the
// statements' workbooks from nothing and compares it with the value stored
// beside it.
func TestOfficeComputesTheSame(t *testing.T) {
	for _, c := range sample.Papers() {
		if c.Document.Kind == billing.Statement {
			t.Run(c.Name, func(t *testing.T) { readback.Recomputes(t, Workbook(c.Document)) })
		}
	}
}

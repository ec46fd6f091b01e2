package reports

import (
	"os"
	"path/filepath"
	"testing"
)

// TestLook writes the fixtures where REGIE_LOOK says, for eyes.
func TestLook(t *testing.T) {
	dir := os.Getenv("REGIE_LOOK")
	if dir == "" {
		t.Skip("REGIE_LOOK names no folder")
	}
	for name, m := range months() {
		doc, err := Render(m)
		if err != nil {
			t.Fatal(err)
		}
		if err := SavePDF(filepath.Join(dir, name+".pdf"), m, doc); err != nil {
			t.Fatal(err)
		}
		if err := SaveWorkbook(filepath.Join(dir, name+".xlsx"), m); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d pages", name, len(doc.Pages))
	}
}

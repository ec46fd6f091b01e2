package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// Ensure a calendar goes out in each form, the poster only for one month, and
// that an item has the keys that scripts read, null where nothing is known.
func TestCalendarGoesOutInEachForm(t *testing.T) {
	dir := t.TempDir()
	for k, v := range map[string]string{"REGIE_DATA": filepath.Join(dir, "data"), "REGIE_LANG": "fr", "REGIE_AS": "Zoe", "REGIE_NOW": "2026-03-15T11:00:00Z"} {
		t.Setenv(k, v)
	}
	ctl(t, "staff", "add", "--name", "Zoe", "--level", "senior")
	ctl(t, "client", "add", "--key", "kappa", "--name", "Kappa", "--circuit", "none")
	var it map[string]any
	if err := json.Unmarshal(ctl(t, "calendar", "add", "--client", "kappa", "--network", "x,linkedin", "--text", "Bonjour", "--json"), &it); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"id", "client", "kind", "on", "at", "zone", "state", "texts", "counts", "hash", "decisions"} {
		v, ok := it[key]
		if !ok || (v == nil) != (key == "on" || key == "at") {
			t.Errorf("%s is %v", key, v)
		}
	}
	counts, _ := it["counts"].(map[string]any)
	if x, _ := counts["x"].(map[string]any); len(counts) != 2 || x["used"] != 7.0 || x["limit"] != 280.0 {
		t.Errorf("counts %v", counts)
	}
	id, _ := it["id"].(string)
	ctl(t, "calendar", "move", id, "--to", "2026-03-20", "--at", "10:30")
	ctl(t, "calendar", "status", id, "--to", "approved")
	for format, begins := range map[string]string{"ics": "BEGIN:VCALENDAR", "csv": "", "xlsx": "PK", "pdf": "%PDF", "metricool": ""} {
		out := filepath.Join(dir, "plan."+format)
		ctl(t, "calendar", "export", "--client", "kappa", "--month", "2026-03", "--format", format, "--out", out)
		if b, err := os.ReadFile(out); err != nil || len(b) < 40 || !bytes.HasPrefix(b, []byte(begins)) {
			t.Errorf("%s: %v, %d bytes", format, err, len(b))
		}
	}
}

package store

import (
	"slices"
	"strings"
	"testing"
)

// Ensure what screens and each issue ask of the documents is served by an index.
func TestDocumentsAreFoundByIndex(t *testing.T) {
	s := openHours(t).store
	for _, q := range []string{
		`SELECT ` + documentColumns + ` FROM document d WHERE d.id = ?`,
		`SELECT ` + documentColumns + ` FROM document d WHERE d.number = ? AND d.number <> ''`,
		`SELECT ` + documentColumns + ` FROM document d WHERE d.client_id = ? AND d.month = ? ORDER BY d.position`,
		`SELECT ` + documentColumns + ` FROM document d WHERE d.client_id = ? AND d.of_number = ? ORDER BY d.position`,
		`SELECT position, hash FROM document WHERE number <> '' ORDER BY position DESC LIMIT 1`,
		`SELECT sequence, issued_on FROM document WHERE number <> '' AND series = ? AND year = ? ORDER BY sequence DESC LIMIT 1`,
		`SELECT sequence, issued_on FROM document WHERE number <> '' AND series = ? ORDER BY issued_on DESC LIMIT 1`,
		`UPDATE time_entry SET document = ? WHERE client_id = ? AND document = ? AND id IN (SELECT value FROM json_each(?))`,
	} {
		args := make([]any, strings.Count(q, "?"))
		for i := range args {
			args[i] = "x"
		}
		plan := explain(t, s, q, args...)
		loose := func(step string) bool {
			return strings.Contains(step, "TEMP B-TREE") && !strings.Contains(q, "of_number = ? ORDER") && !strings.Contains(q, "month = ?") ||
				strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "USING") && !strings.Contains(step, "json_each")
		}
		if i := slices.IndexFunc(plan, loose); i >= 0 {
			t.Errorf("%s: %s", q, strings.Join(plan, "\n  "))
		}
	}
}

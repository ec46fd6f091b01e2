package demo

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

func TestProfile(t *testing.T) {
	if os.Getenv("DEMO_PROFILE") == "" {
		t.Skip()
	}
	o := Options{Today: lastDay, Clients: 20, Months: 24, Entries: 200_000, Items: 40_000, Folder: filepath.Join(t.TempDir(), "d")}
	made, err := Make(context.Background(), o)
	t.Log(made, err)
}

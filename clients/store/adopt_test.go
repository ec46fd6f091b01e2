package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"regie/clients"
)

// Ensure an untouched folder takes over another while it is open, kept files
// included, and one in use refuses.
func TestAFreshFolderTakesOverAnother(t *testing.T) {
	made := openHouse(t)
	made.client("Kivu")
	made.staff("Zoé", "", "")
	content := []byte("a picture")
	var kept clients.MediaFile
	made.must(made.store.Tx(clients.Doing(made.ctx, clients.Act{Kind: "logo.set"}), func(ctx context.Context) (err error) {
		kept, err = made.store.Media().Keep(ctx, clients.MediaFile{MIME: "image/png", Name: "logo.png"}, content)
		return err
	}))
	made.must(made.store.Close())

	fresh := openHouse(t)
	told := 0
	fresh.store.Bus().Subscribe(func(e clients.Event) {
		if e.Touches("client") {
			told++
		}
	})
	if list, err := fresh.svc.Clients(fresh.ctx, clients.ActiveClients); err != nil || len(list) != 0 {
		t.Fatalf("before: %v, %v", list, err)
	}
	fresh.must(fresh.store.Adopt(fresh.ctx, made.folder))
	list, err := fresh.svc.Clients(fresh.ctx, clients.ActiveClients)
	if err != nil || len(list) != 1 || list[0].Name != "Kivu" || told != 1 {
		t.Fatalf("after: %v, %v, told %d", list, err, told)
	}
	if got, err := fresh.svc.Media(fresh.ctx, kept.SHA256); err != nil || string(got) != string(content) {
		t.Errorf("kept file: %q, %v", got, err)
	}
	fresh.client("Lumen") // it can be written as before
	fresh.refused(fresh.store.Adopt(fresh.ctx, made.folder), "folder_used", "")
}

// Ensure what is no database of Régie's leaves the folder as it was.
func TestRubbishIsNotTakenOver(t *testing.T) {
	fresh := openHouse(t)
	folder := t.TempDir()
	fresh.refused(fresh.store.Adopt(fresh.ctx, folder), "backup_missing", "file")
	fresh.must(os.WriteFile(filepath.Join(folder, DatabaseName), []byte("rubbish"), 0o600))
	fresh.refused(fresh.store.Adopt(fresh.ctx, folder), "backup_invalid", "file")
	if a, err := fresh.svc.Agency(fresh.ctx); err != nil || a.Name != "Mon agence" {
		t.Errorf("the agency is %q, %v", a.Name, err)
	}
}

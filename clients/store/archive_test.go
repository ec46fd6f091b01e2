package store

import (
	"archive/zip"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"regie/clients"
)

// Ensure everything in a data folder comes back on another computer: the
// database and the kept files, the logo as given and as drawn.
func TestAWholeCopyComesBackElsewhere(t *testing.T) {
	h := openHouse(t)
	kivu := h.client("Kivu")
	logo := []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><rect width="2" height="1" fill="#c2410c"/></svg>`)
	h.must(h.svc.SetLogo(h.ctx, kivu.ID, "logo.svg", logo))
	kivu, err := h.svc.Client(h.ctx, kivu.ID)
	h.must(err)
	drawn, err := h.store.Media().Content(h.ctx, kivu.Brand.Logo)
	h.must(err)
	target := filepath.Join(t.TempDir(), "copie du 15 #1.zip")
	told := 0
	a, err := h.store.ArchiveTo(h.ctx, target, func(done, total int) { told = done*100 + total })
	h.must(err)
	if a.Path != target || a.Files != 2 || len(a.Lost) != 0 || a.Bytes == 0 || told != 202 {
		t.Errorf("%+v, told %d", a, told)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(target), ".*")); err != nil || len(left) != 0 {
		t.Errorf("left over: %v, %v", left, err)
	}
	elsewhere := filepath.Join(t.TempDir(), "other")
	kept, err := RestoreFolder(h.ctx, elsewhere, target, h.clock)
	if err != nil || kept != "" {
		t.Fatalf("kept %q, %v", kept, err)
	}
	other, err := Open(h.ctx, Options{Folder: elsewhere})
	h.must(err)
	defer func() { _ = other.Close() }()
	if content, err := other.Media().Content(h.ctx, kivu.Brand.Logo); err != nil || !bytes.Equal(content, drawn) {
		t.Errorf("the logo came back as %d bytes, %v", len(content), err)
	}
	if found, err := other.Check(h.ctx, false); err != nil || len(found) != 0 {
		t.Errorf("found %v, %v", found, err)
	}
}

// Ensure a kept file that is lost does not keep the rest from being copied,
// and is named.
func TestAWholeCopyNamesWhatIsLost(t *testing.T) {
	h := openHouse(t)
	var hash string
	h.must(h.store.Tx(h.ctx, func(ctx context.Context) error {
		f, err := h.store.Media().Keep(ctx, clients.MediaFile{MIME: "image/png", Name: "a.png"}, []byte("picture"))
		hash = f.SHA256
		return err
	}))
	h.must(os.WriteFile(h.store.Media().path(hash), []byte("another"), 0o600))
	a, err := h.store.ArchiveTo(h.ctx, filepath.Join(t.TempDir(), "a.zip"), nil)
	if err != nil || a.Files != 0 || len(a.Lost) != 1 || a.Lost[0] != hash {
		t.Errorf("%+v, %v", a, err)
	}
}

// Ensure an archive that is cut, altered or holds anything else replaces nothing.
func TestAnAlteredWholeCopyIsRefused(t *testing.T) {
	h := openHouse(t)
	h.client("Kivu")
	h.must(h.store.Tx(h.ctx, func(ctx context.Context) error {
		_, err := h.store.Media().Keep(ctx, clients.MediaFile{MIME: "image/png", Name: "a.png"}, bytes.Repeat([]byte("picture"), 500))
		return err
	}))
	folder := t.TempDir()
	good := filepath.Join(folder, "good.zip")
	_, err := h.store.ArchiveTo(h.ctx, good, nil)
	h.must(err)
	whole, err := os.ReadFile(good)
	h.must(err)
	h.must(h.store.Close())
	before, err := os.ReadFile(filepath.Join(h.folder, DatabaseName))
	h.must(err)
	altered := bytes.Clone(whole)
	altered[bytes.LastIndex(altered, []byte("picture"))] = 'P'
	for name, content := range map[string][]byte{
		"cut": whole[:len(whole)/2], "altered": altered, "foreign": foreignZip(t, "../regie.db"),
		"nothing": foreignZip(t, ""), "other order": foreignZip(t, "media/ab/abcd"), "magic": []byte(archiveMagic),
	} {
		path := filepath.Join(folder, name+".zip")
		h.must(os.WriteFile(path, content, 0o600))
		_, err := RestoreFolder(h.ctx, h.folder, path, h.clock)
		h.refused(err, "backup_invalid", "file")
	}
	if after, err := os.ReadFile(filepath.Join(h.folder, DatabaseName)); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the database changed: %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(h.folder, ".restore-*")); err != nil || len(left) != 0 {
		t.Errorf("left over: %v, %v", left, err)
	}
}

func foreignZip(t *testing.T, name string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if name != "" {
		if _, err := z.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"

	"regie/clients"
)

// writersEnv makes this test binary a program that writes to a folder beside
// others: "<folder>|<name>|<count>".
const (
	folderEnv = "REGIE_TEST_WRITER_FOLDER"
	nameEnv   = "REGIE_TEST_WRITER_NAME"
	countEnv  = "REGIE_TEST_WRITER_COUNT"
)

// TestMain lets the binary be its own second program.
func TestMain(m *testing.M) {
	if folder := os.Getenv(folderEnv); folder != "" {
		count, err := strconv.Atoi(os.Getenv(countEnv))
		if err == nil {
			err = writeClients(folder, os.Getenv(nameEnv), count)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// writeClients opens the folder, seeds it where that is still to do, and adds
// clients one act after the other.
func writeClients(folder, name string, count int) (err error) {
	ctx := context.Background()
	s, err := Open(ctx, Options{Folder: folder})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	svc := clients.New(s.House(), s.Now, s.NewID)
	if err := svc.Seed(ctx, "fr"); err != nil {
		return err
	}
	for i := range count {
		if _, err := svc.AddClient(ctx, clients.Client{Name: fmt.Sprintf("%s %d", name, i)}); err != nil {
			return err
		}
	}
	return nil
}

// Ensure several programs may open a folder that is not there yet and write to
// it at once: one seeds it, nothing is lost, nobody is refused, positions and
// keys stay apart.
func TestProgramsWriteBesideEachOther(t *testing.T) {
	h := &house{TB: t, ctx: context.Background(), folder: t.TempDir() + "/data", now: houseNow}
	const programs, each = 4, 25
	var wg sync.WaitGroup
	for p := range programs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), folderEnv+"="+h.folder, nameEnv+"="+fmt.Sprintf("P%d", p), countEnv+"="+strconv.Itoa(each))
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("program %d: %v\n%s", p, err, out)
			}
		}()
	}
	wg.Wait()
	h.open()
	defer func() { _ = h.store.Close() }()
	all, err := h.svc.Clients(h.ctx, clients.ActiveClients)
	h.must(err)
	positions, keys := map[int]bool{}, map[string]bool{}
	for _, c := range all {
		positions[c.Position], keys[c.Key] = true, true
	}
	if len(all) != programs*each || len(positions) != len(all) || len(keys) != len(all) {
		t.Errorf("%d clients, %d positions, %d keys", len(all), len(positions), len(keys))
	}
	acts, err := h.history.Acts(h.ctx, "", "", 1000)
	if err != nil || len(acts) != programs*each+1 {
		t.Errorf("%d acts, %v", len(acts), err)
	}
	found, err := h.store.Check(h.ctx, false)
	if err != nil || len(found) != 0 {
		t.Errorf("check: %v, %v", found, err)
	}
}

// Ensure many may open a folder that is not there yet at the same moment.
func TestManyOpenANewFolderAtOnce(t *testing.T) {
	for range 10 {
		folder := t.TempDir() + "/data"
		var wg sync.WaitGroup
		for range 16 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				s, err := Open(context.Background(), Options{Folder: folder})
				if err == nil {
					err = s.Close()
				}
				if err != nil {
					t.Error(err)
				}
			}()
		}
		wg.Wait()
	}
}

// lateHouse is a keeper that finds no agency at its first look, as a program
// does that is overtaken by another.
type lateHouse struct {
	House
	looked bool
}

func (l *lateHouse) Agency(ctx context.Context) (clients.Agency, bool, error) {
	if !l.looked {
		l.looked = true
		return clients.Agency{}, false, nil
	}
	return l.House.Agency(ctx)
}

// Ensure who comes second does not seed again.
func TestASeedThatComesSecondDoesNothing(t *testing.T) {
	h := openHouse(t)
	late := clients.New(&lateHouse{House: h.store.House()}, h.store.Now, h.store.NewID)
	h.must(late.Seed(h.ctx, "en"))
	if a, err := late.Agency(h.ctx); err != nil || a.Lang != "fr" {
		t.Errorf("%+v, %v", a, err)
	}
}

// Ensure goroutines of one program do the same.
func TestGoroutinesWriteBesideEachOther(t *testing.T) {
	h := openHouse(t)
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 10 {
				if _, err := h.svc.AddClient(h.ctx, clients.Client{Name: fmt.Sprintf("G%d %d", g, i)}); err != nil {
					t.Error(err)
				}
				if _, err := h.svc.Clients(h.ctx, clients.AllClients); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	wg.Wait()
	if all, err := h.svc.Clients(h.ctx, clients.ActiveClients); err != nil || len(all) != 40 {
		t.Errorf("%d clients, %v", len(all), err)
	}
}

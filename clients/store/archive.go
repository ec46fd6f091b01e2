package store

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"regie/clients/fault"
)

// A whole copy is a zip file: the database under its own name, and each kept
// file under media/ab/abcd…, as in the data folder.
const (
	archiveMagic = "PK\x03\x04"
	mediaFolder  = "media"
)

// Archive is one copy of a whole data folder.
type Archive struct {
	BackupFile
	Files int // kept files in it
	// Lost are the kept files, by SHA-256, that the database names and that are
	// missing or damaged in the data folder; the copy is without them.
	Lost []string
}

// ArchiveTo writes a verified copy of the database and of every kept file it
// names into one zip file, replacing a file there only once the copy is whole
// and has been read back. It may run beside writers. progress, where given, is
// told of each kept file. Faults: folder_full, folder_unwritable.
func (s *Store) ArchiveTo(ctx context.Context, target string, progress func(done, total int)) (Archive, error) {
	a := Archive{BackupFile: BackupFile{At: s.now().UTC().Truncate(time.Second)}}
	var err error
	if a.Path, err = filepath.Abs(target); err != nil {
		return a, fmt.Errorf("naming the copy: %w", err)
	}
	temp, err := os.CreateTemp(filepath.Dir(a.Path), ".archive-*.part")
	if err != nil {
		return a, openFault(err, filepath.Dir(a.Path))
	}
	defer os.Remove(temp.Name())
	if err = errors.Join(s.archive(ctx, &a, temp, progress), temp.Close()); err == nil {
		err = readBack(ctx, temp.Name())
	}
	if err == nil {
		err = settle(temp.Name(), a.Path)
	}
	if err != nil {
		return a, openFault(err, filepath.Dir(a.Path))
	}
	info, err := os.Stat(a.Path)
	if err != nil {
		return a, fmt.Errorf("looking at the copy: %w", err)
	}
	a.Bytes = info.Size()
	return a, nil
}

func (s *Store) archive(ctx context.Context, a *Archive, to io.Writer, progress func(done, total int)) error {
	work, err := os.MkdirTemp(filepath.Dir(a.Path), ".archive-*")
	if err != nil {
		return fmt.Errorf("making room for the copy: %w", err)
	}
	defer func() { _ = os.RemoveAll(work) }()
	copied := filepath.Join(work, DatabaseName)
	if err := copyDatabase(ctx, filepath.Join(s.folder, DatabaseName), copied); err != nil {
		return err
	}
	// The copy's own list: a file kept since then belongs to no row of it.
	hashes, err := hashesOf(ctx, copied)
	if err != nil {
		return err
	}
	z := zip.NewWriter(to)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	if err := zipFile(z, zip.FileHeader{Name: DatabaseName, Method: zip.Deflate, Modified: a.At}, copied); err != nil {
		return err
	}
	for i, hash := range hashes {
		if err := s.archiveKept(ctx, a, z, hash); err != nil {
			return err
		}
		if progress != nil {
			progress(i+1, len(hashes))
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("ending the copy: %w", err)
	}
	return nil
}

// archiveKept writes one kept file as it is: pictures and PDFs do not shrink.
func (s *Store) archiveKept(ctx context.Context, a *Archive, z *zip.Writer, hash string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	content, err := s.Media().Content(ctx, hash)
	if _, ok := fault.As(err); ok {
		a.Lost = append(a.Lost, hash)
		return nil
	}
	if err != nil {
		return err
	}
	w, err := z.CreateHeader(&zip.FileHeader{Name: path.Join(mediaFolder, hash[:2], hash), Method: zip.Store, Modified: a.At})
	if err == nil {
		_, err = w.Write(content)
	}
	if err != nil {
		return fmt.Errorf("copying a kept file: %w", err)
	}
	a.Files++
	return nil
}

func zipFile(z *zip.Writer, header zip.FileHeader, from string) error {
	f, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("reading the copied database: %w", err)
	}
	defer f.Close()
	w, err := z.CreateHeader(&header)
	if err == nil {
		_, err = io.Copy(w, f)
	}
	if err != nil {
		return fmt.Errorf("copying the database: %w", err)
	}
	return nil
}

func hashesOf(ctx context.Context, database string) ([]string, error) {
	db, err := openPool(database, true, false)
	if err != nil {
		return nil, err
	}
	hashes, err := mediaHashes(ctx, db)
	return hashes, errors.Join(err, db.Close())
}

// readBack reads every byte of a finished archive, against its checksums and
// the kept files' names.
func readBack(ctx context.Context, name string) error {
	return eachArchived(ctx, name, func(f *zip.File) error {
		if f.Name == DatabaseName {
			return readThrough(f, io.Discard)
		}
		sum := sha256.New()
		if err := readThrough(f, sum); err != nil {
			return err
		}
		if hex.EncodeToString(sum.Sum(nil)) != path.Base(f.Name) {
			return fmt.Errorf("%s is not what its name says", f.Name)
		}
		return nil
	})
}

func readThrough(f *zip.File, to io.Writer) error {
	r, err := f.Open()
	if err != nil {
		return fmt.Errorf("opening %s: %w", f.Name, err)
	}
	defer r.Close()
	// The reader gives no more than the size the file declares.
	if _, err := io.Copy(to, r); err != nil {
		return fmt.Errorf("reading %s: %w", f.Name, err)
	}
	return nil
}

// eachArchived goes through an archive, the database first; fault
// backup_invalid for a file that is no whole copy or holds anything else.
func eachArchived(ctx context.Context, name string, do func(*zip.File) error) error {
	invalid := fault.New("backup_invalid", "file", filepath.Base(name)).At("file")
	z, err := zip.OpenReader(name)
	if err != nil {
		return invalid.Because(err)
	}
	defer func() { _ = z.Close() }()
	for i, f := range z.File {
		if err := ctx.Err(); err != nil {
			return err
		}
		if (i == 0) != (f.Name == DatabaseName) || (i > 0 && !isKeptName(f.Name)) {
			return invalid.Because(fmt.Errorf("%s does not belong there", f.Name))
		}
		if err := do(f); err != nil {
			if errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat) || errors.Is(err, io.ErrUnexpectedEOF) {
				return invalid.Because(err)
			}
			return err
		}
	}
	if len(z.File) == 0 {
		return invalid
	}
	return nil
}

func isKeptName(name string) bool {
	hash := path.Base(name)
	return len(hash) == 64 && strings.Trim(hash, "0123456789abcdef") == "" && name == path.Join(mediaFolder, hash[:2], hash)
}

// isArchive says whether a backup is a whole copy rather than a database.
func isArchive(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, len(archiveMagic))
	_, err = io.ReadFull(f, head)
	return err == nil && bytes.Equal(head, []byte(archiveMagic))
}

// unpack takes a whole copy apart beside the data folder's own files: the
// database, verified, under the name it returns, and the kept files in their
// places, where they harm nothing if the restore ends here.
func unpack(ctx context.Context, archive, folder string) (database string, done func(), err error) {
	work, err := os.MkdirTemp(folder, ".restore-*")
	if err != nil {
		return "", nil, openFault(err, folder)
	}
	done = func() { _ = os.RemoveAll(work) }
	database = filepath.Join(work, DatabaseName)
	err = eachArchived(ctx, archive, func(f *zip.File) error {
		if f.Name == DatabaseName {
			if err := extract(f, database); err != nil {
				return err
			}
			return verifyFile(ctx, database)
		}
		return extractKept(f, filepath.Join(folder, filepath.FromSlash(f.Name)))
	})
	if err != nil {
		done()
		return "", nil, openFault(err, folder)
	}
	return database, done, nil
}

func extract(f *zip.File, to string) error {
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("unpacking: %w", err)
	}
	if err := errors.Join(readThrough(f, out), out.Close()); err != nil {
		return fmt.Errorf("unpacking: %w", err)
	}
	return nil
}

// extractKept puts a kept file in its place unless it stands there whole.
func extractKept(f *zip.File, to string) error {
	var content bytes.Buffer
	if err := readThrough(f, &content); err != nil {
		return err
	}
	sum := sha256.Sum256(content.Bytes())
	if hex.EncodeToString(sum[:]) != path.Base(f.Name) {
		return fmt.Errorf("%s is not what its name says: %w", f.Name, zip.ErrChecksum)
	}
	have, err := os.ReadFile(to)
	if err == nil && bytes.Equal(have, content.Bytes()) {
		return nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("looking at a kept file: %w", err)
	}
	return writeWhole(to, content.Bytes())
}

package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"regie/clients"
	"regie/clients/fault"
)

// Media keeps files by the SHA-256 of their content, in media/ab/abcd….
type Media struct{ s *Store }

// Media is the store's side of the kept files.
func (s *Store) Media() Media { return Media{s} }

// Keep writes the content (whole or not at all, synced) and its row. The same
// content is kept once. It needs a transaction.
func (m Media) Keep(ctx context.Context, f clients.MediaFile, content []byte) (clients.MediaFile, error) {
	f.Bytes = int64(len(content))
	var err error
	if f.SHA256, err = m.Write(ctx, content); err != nil {
		return f, err
	}
	t, err := txOf(ctx)
	if err != nil {
		return f, err
	}
	_, err = t.tx.ExecContext(ctx, `INSERT INTO media (sha256, mime, bytes, width, height, name, added_at)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING`,
		f.SHA256, f.MIME, f.Bytes, f.Width, f.Height, f.Name, instant(m.s.now()))
	if err != nil {
		return f, fmt.Errorf("keeping a file: %w", err)
	}
	return f, nil
}

// Write writes the content alone, synced, and gives its hash: what a row is to
// name is on the disk before the transaction that names it.
func (m Media) Write(ctx context.Context, content []byte) (string, error) {
	sum := sha256.Sum256(content)
	hash := hex.EncodeToString(sum[:])
	// A file that is missing or no longer what it was is written again.
	if _, err := m.Content(ctx, hash); err != nil {
		if err := writeWhole(m.path(hash), content); err != nil {
			return "", openFault(err, m.s.folder)
		}
	}
	return hash, nil
}

// Name makes a file known that Write kept under hash. It needs a transaction.
func (m Media) Name(ctx context.Context, hash, name, mime string, content []byte) error {
	f, err := m.Keep(ctx, clients.MediaFile{Name: name, MIME: mime}, content)
	if err == nil && f.SHA256 != hash {
		err = fmt.Errorf("the file %s is not the one that was written", name)
	}
	return err
}

// File gives what is known of a kept file; fault media_missing.
func (m Media) File(ctx context.Context, hash string) (clients.MediaFile, error) {
	f := clients.MediaFile{SHA256: hash}
	err := m.s.q(ctx).QueryRowContext(ctx, `SELECT mime, bytes, width, height, name FROM media WHERE sha256 = ?`, hash).
		Scan(&f.MIME, &f.Bytes, &f.Width, &f.Height, &f.Name)
	if errors.Is(err, sql.ErrNoRows) {
		return f, fault.New("media_missing", "hash", hash)
	}
	if err != nil {
		return f, fmt.Errorf("reading a kept file's row: %w", err)
	}
	return f, nil
}

// Content reads a kept file and checks that it is what was kept; faults
// media_missing and media_changed.
func (m Media) Content(_ context.Context, hash string) ([]byte, error) {
	if len(hash) != 64 || strings.Trim(hash, "0123456789abcdef") != "" {
		return nil, fault.New("media_missing", "hash", hash)
	}
	content, err := os.ReadFile(m.path(hash))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fault.New("media_missing", "hash", hash).Because(err)
	}
	if err != nil {
		return nil, fmt.Errorf("reading a kept file: %w", err)
	}
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != hash {
		return nil, fault.New("media_changed", "hash", hash)
	}
	return content, nil
}

func (m Media) path(hash string) string {
	return filepath.Join(m.s.folder, "media", hash[:2], hash)
}

// writeWhole writes beside the target, syncs and renames.
func writeWhole(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("making the media folder: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".part-*")
	if err != nil {
		return fmt.Errorf("writing a file: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(content)
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("writing a file: %w", err)
	}
	return settle(f.Name(), path)
}

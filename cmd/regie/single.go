package main

import (
	"bufio"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"regie/clients/fault"
)

// The window is one per data folder: the first start holds the lock and
// listens on the loopback for others, which show a word kept beside the lock
// that only the same account can read.
const (
	lockName    = "regie.lock"
	addressName = "regie.window"
	callWait    = 2 * time.Second
)

// single is a folder's window, claimed.
type single struct {
	lock     *flock.Flock
	listener net.Listener
	address  string // the file
	word     string
	raised   chan struct{}
}

// claim makes this program the folder's window; nil when another is, which has
// then been asked to raise itself. Fault window_open when it does not answer.
func claim(folder string) (*single, error) {
	s := &single{
		lock: flock.New(filepath.Join(folder, lockName), flock.SetPermissions(0o600)), address: filepath.Join(folder, addressName),
		raised: make(chan struct{}, 1),
	}
	ok, err := s.lock.TryLock()
	switch {
	case errors.Is(err, fs.ErrPermission):
		return nil, fault.New("folder_unwritable", "folder", folder).Because(err)
	case err != nil:
		return nil, fmt.Errorf("locking the window: %w", err)
	case !ok:
		if err := call(s.address); err != nil {
			return nil, fault.New("window_open", "folder", folder).Because(err)
		}
		return nil, nil
	}
	if err := s.listen(); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *single) listen() (err error) {
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return fmt.Errorf("listening for a second start: %w", err)
	}
	word := make([]byte, 16)
	if _, err := rand.Read(word); err != nil {
		return fmt.Errorf("making a word: %w", err)
	}
	s.word = hex.EncodeToString(word)
	temp := s.address + ".part"
	err = os.WriteFile(temp, []byte(s.listener.Addr().String()+"\n"+s.word+"\n"), 0o600)
	if err == nil {
		err = os.Rename(temp, s.address)
	}
	if err != nil {
		return fmt.Errorf("writing where the window listens: %w", err)
	}
	go s.serve()
	return nil
}

// serve answers second starts until the listener is closed.
func (s *single) serve() {
	for {
		c, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.answer(c)
	}
}

func (s *single) answer(c net.Conn) {
	defer c.Close()
	if c.SetDeadline(time.Now().Add(callWait)) != nil {
		return
	}
	said, err := bufio.NewReaderSize(c, 64).ReadString('\n')
	if err != nil || subtle.ConstantTimeCompare([]byte(strings.TrimSpace(said)), []byte(s.word)) != 1 {
		return
	}
	select {
	case s.raised <- struct{}{}:
	default: // it is being raised already
	}
	_, _ = c.Write([]byte("ok\n")) // the caller sees for itself when it is gone
}

// call asks the window that listens at the address in a file to raise itself.
func call(address string) (err error) {
	b, err := os.ReadFile(address)
	if err != nil {
		return fmt.Errorf("reading where the window listens: %w", err)
	}
	where, word, _ := strings.Cut(string(b), "\n")
	c, err := net.DialTimeout("tcp", where, callWait)
	if err != nil {
		return fmt.Errorf("calling the window: %w", err)
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	if err := c.SetDeadline(time.Now().Add(callWait)); err != nil {
		return fmt.Errorf("calling the window: %w", err)
	}
	if _, err := c.Write([]byte(strings.TrimSpace(word) + "\n")); err != nil {
		return fmt.Errorf("calling the window: %w", err)
	}
	answer, err := bufio.NewReaderSize(c, 64).ReadString('\n')
	if err != nil || answer != "ok\n" {
		return fmt.Errorf("the window answered %q: %w", answer, err)
	}
	return nil
}

// close lets the folder's window go.
func (s *single) close() error {
	var errs []error
	if s.listener != nil {
		errs = append(errs, s.listener.Close())
		if err := os.Remove(s.address); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(append(errs, s.lock.Unlock())...)
}

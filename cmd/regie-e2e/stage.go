package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// stage is a virtual display with a demonstration agency beside it.
type stage struct {
	bin, data string
	display   string
	server    *exec.Cmd
	window    *exec.Cmd
	manager   *exec.Cmd
	tray      *trayHost
	log       bytes.Buffer
}

// newStage starts a display of the given size and fills a data folder.
func newStage(ctx context.Context, bin, size string) (*stage, error) {
	data, err := os.MkdirTemp("", "regie-e2e-*")
	if err != nil {
		return nil, fmt.Errorf("making a data folder: %w", err)
	}
	s := &stage{bin: bin, data: data}
	if err := s.startDisplay(ctx, size); err != nil {
		return nil, errors.Join(err, s.close())
	}
	if s.tray, err = newTrayHost(ctx); err != nil {
		return nil, errors.Join(err, s.close())
	}
	if _, err := s.ctl(ctx, "demo"); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *stage) startDisplay(ctx context.Context, size string) error {
	r, w, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("opening a pipe: %w", err)
	}
	defer r.Close()
	s.server = exec.CommandContext(ctx, "Xvfb", "-displayfd", "3", "-screen", "0", size+"x24", "-nolisten", "tcp")
	s.server.ExtraFiles = []*os.File{w}
	if err := s.server.Start(); err != nil {
		w.Close()
		return fmt.Errorf("starting the virtual display: %w", err)
	}
	w.Close()
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		return fmt.Errorf("reading the display's number: %w", err)
	}
	s.display = ":" + strings.TrimSpace(number)
	return nil
}

// open starts the window and waits until it shows its data.
func (s *stage) open(ctx context.Context, args ...string) error {
	s.window = exec.CommandContext(ctx, filepath.Join(s.bin, "regie"), append([]string{"--data", s.data}, args...)...)
	s.window.Env = s.env()
	s.window.Stdout, s.window.Stderr = &s.log, &s.log
	if err := s.window.Start(); err != nil {
		return fmt.Errorf("starting the window: %w", err)
	}
	return s.settle(ctx)
}

// env is the surroundings of a window on the stage.
func (s *stage) env() []string {
	return append(os.Environ(), "DISPLAY="+s.display, "WAYLAND_DISPLAY=", "DBUS_SESSION_BUS_ADDRESS="+s.tray.address)
}

// settle waits until two pictures in a row are alike and not blank. A display
// that has shown nothing yet may refuse to be looked at.
func (s *stage) settle(ctx context.Context) error {
	var last []byte
	for i := range 60 {
		if err := sleep(ctx, 250*time.Millisecond); err != nil {
			return err
		}
		shot, err := s.shot(ctx)
		if err != nil && i < 10 {
			continue
		}
		if err != nil {
			return err
		}
		if len(shot) > 12_000 && bytes.Equal(shot, last) {
			return nil
		}
		last = shot
	}
	if len(last) > 12_000 {
		return nil // a running stopwatch never stands still
	}
	return fmt.Errorf("the window stayed blank; it said: %s", s.log.String())
}

// rest waits for what a window that shows its data still fetches: the logos.
func (s *stage) rest(ctx context.Context) error {
	if err := sleep(ctx, 2*time.Second); err != nil {
		return err
	}
	return s.settle(ctx)
}

// shot is the whole display as PNG.
func (s *stage) shot(ctx context.Context) ([]byte, error) {
	out, err := s.x(ctx, "import", "-window", "root", "png:-")
	if err != nil {
		return nil, err
	}
	if _, err := png.DecodeConfig(bytes.NewReader(out)); err != nil {
		return nil, fmt.Errorf("reading the picture: %w", err)
	}
	return out, nil
}

// keys types key combinations in the names of xdotool.
func (s *stage) keys(ctx context.Context, combos ...string) error {
	for _, c := range combos {
		if _, err := s.x(ctx, "xdotool", "key", "--clearmodifiers", c); err != nil {
			return err
		}
		if err := sleep(ctx, 150*time.Millisecond); err != nil {
			return err
		}
	}
	return s.settle(ctx)
}

func (s *stage) x(ctx context.Context, name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+s.display)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, said.String())
	}
	return out, nil
}

// ctl runs the script program on the same data.
func (s *stage) ctl(ctx context.Context, args ...string) ([]byte, error) {
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, filepath.Join(s.bin, "regiectl"), append([]string{"--data", s.data}, args...)...)
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("regiectl %s: %w: %s", strings.Join(args, " "), err, said.String())
	}
	return out, nil
}

// ask reads a JSON object from the script program.
func (s *stage) ask(ctx context.Context, into any, args ...string) error {
	out, err := s.ctl(ctx, append(args, "--json")...)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(out, into); err != nil {
		return fmt.Errorf("reading what regiectl %s said: %w", strings.Join(args, " "), err)
	}
	return nil
}

// kill ends the window as a power cut would.
func (s *stage) kill() {
	if s.window != nil && s.window.Process != nil {
		_ = s.window.Process.Kill()
		_ = s.window.Wait()
		s.window = nil
	}
}

func (s *stage) close() error {
	s.kill()
	if s.manager != nil && s.manager.Process != nil {
		_ = s.manager.Process.Kill()
		_ = s.manager.Wait()
	}
	if s.server != nil && s.server.Process != nil {
		// Asked politely, the display takes its lock and its socket away.
		_ = s.server.Process.Signal(os.Interrupt)
		_ = s.server.Wait()
	}
	if s.tray != nil {
		_ = s.tray.close()
	}
	return os.RemoveAll(s.data)
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

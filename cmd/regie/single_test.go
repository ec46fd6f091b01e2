package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"regie/clients/fault"
)

func TestASecondStartRaisesTheFirstWindow(t *testing.T) {
	folder := t.TempDir()
	first, err := claim(folder)
	if err != nil || first == nil {
		t.Fatalf("the first start got %v, %v", first, err)
	}
	second, err := claim(folder)
	if err != nil || second != nil {
		t.Fatalf("the second start got %v, %v", second, err)
	}
	select {
	case <-first.raised:
	case <-time.After(time.Second):
		t.Fatal("the first window was not asked")
	}
	if err := first.close(); err != nil {
		t.Fatal(err)
	}
	third, err := claim(folder)
	if err != nil || third == nil {
		t.Fatalf("after the first is gone: %v, %v", third, err)
	}
	if err := third.close(); err != nil {
		t.Fatal(err)
	}
}

func TestAStrangerCannotRaiseTheWindow(t *testing.T) {
	folder := t.TempDir()
	s, err := claim(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.close() }()
	forged := filepath.Join(folder, "forged")
	if err := os.WriteFile(forged, []byte(s.listener.Addr().String()+"\nguess\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := call(forged); err == nil {
		t.Error("a wrong word was taken")
	}
	if len(s.raised) != 0 {
		t.Error("a wrong word raised the window")
	}
}

func TestAWindowThatDoesNotAnswerIsNamed(t *testing.T) {
	folder := t.TempDir()
	s, err := claim(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.close() }()
	if err := os.Remove(s.address); err != nil {
		t.Fatal(err)
	}
	if _, err := claim(folder); !fault.Is(err, "window_open") {
		t.Errorf("got %v", err)
	}
}

package lock

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"regie/clients/fault"
)

const heldEnv = "REGIE_TEST_HOLD"

// TestMain lets the binary be another program, which holds a folder until its
// input ends.
func TestMain(m *testing.M) {
	folder := os.Getenv(heldEnv)
	if folder == "" {
		os.Exit(m.Run())
	}
	use, err := Share(context.Background(), folder)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("held")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
	if err := use.Close(); err != nil {
		os.Exit(1)
	}
}

// otherProgram starts another program that holds the folder and returns what
// kills it.
func otherProgram(t *testing.T, folder string) (kill func()) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), heldEnv+"="+folder)
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "held\n" {
		t.Fatalf("the other program said %q, %v", line, err)
	}
	return func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
}

// Ensure programs share a folder, that one alone waits for all of them, and
// that one that was killed holds nothing.
func TestProgramsShareAndOneIsAlone(t *testing.T) {
	folder := t.TempDir()
	kill := otherProgram(t, folder)
	here, err := Share(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Alone(folder); !fault.Is(err, "folder_open") {
		t.Errorf("alone beside two: %v", err)
	}
	if err := here.Close(); err != nil {
		t.Error(err)
	}
	if _, err := Alone(folder); !fault.Is(err, "folder_open") {
		t.Errorf("alone beside one: %v", err)
	}
	kill()
	alone, err := Alone(folder)
	if err != nil {
		t.Fatalf("alone after a kill: %v", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	if _, err := Share(ctx, folder); !fault.Is(err, "folder_busy") {
		t.Errorf("shared beside one alone: %v", err)
	}
	if err := alone.Close(); err != nil {
		t.Error(err)
	}
	again, err := Share(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}

// Ensure a program waits for a short while alone rather than be refused.
func TestSharingWaitsForARestore(t *testing.T) {
	folder := t.TempDir()
	alone, err := Alone(folder)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		time.Sleep(150 * time.Millisecond)
		_ = alone.Close()
	}()
	use, err := Share(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	if err := use.Close(); err != nil {
		t.Error(err)
	}
}

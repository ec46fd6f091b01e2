//go:build windows

package idle

import (
	"context"
	"fmt"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

func openers() []opener {
	return []opener{func(context.Context) (adapter, error) { return win{}, nil }}
}

// win asks user32's GetLastInputInfo.
type win struct{}

var (
	user32           = windows.NewLazySystemDLL("user32.dll")
	getLastInputInfo = user32.NewProc("GetLastInputInfo")
	kernel32         = windows.NewLazySystemDLL("kernel32.dll")
	getTickCount     = kernel32.NewProc("GetTickCount")
)

// lastInputInfo is LASTINPUTINFO.
type lastInputInfo struct {
	size uint32
	tick uint32 // milliseconds since the start, modulo 2³²
}

func (win) source() Source { return SourceWindows }

func (win) idle(context.Context) (time.Duration, error) {
	for _, p := range []*windows.LazyProc{getLastInputInfo, getTickCount} {
		if err := p.Find(); err != nil {
			return 0, fmt.Errorf("asking Windows: %w", err)
		}
	}
	info := lastInputInfo{size: uint32(unsafe.Sizeof(lastInputInfo{}))}
	if ok, _, err := getLastInputInfo.Call(uintptr(unsafe.Pointer(&info))); ok == 0 {
		return 0, fmt.Errorf("asking Windows for the last input: %w", err)
	}
	now, _, _ := getTickCount.Call()
	return since(uint32(now), info.tick), nil
}

func (win) close() error { return nil }

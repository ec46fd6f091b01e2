//go:build darwin && cgo

package idle

/*
#cgo LDFLAGS: -framework IOKit -framework CoreFoundation
#include <CoreFoundation/CoreFoundation.h>
#include <IOKit/IOKitLib.h>

// hid_idle reads HIDIdleTime of IOHIDSystem, in nanoseconds; −1 where the
// registry does not hold it. MACH_PORT_NULL is the default port on every
// release of macOS, whatever its constant is called there.
static long long hid_idle(void) {
	io_service_t s = IOServiceGetMatchingService(MACH_PORT_NULL, IOServiceMatching("IOHIDSystem"));
	if (!s) return -1;
	CFTypeRef v = IORegistryEntryCreateCFProperty(s, CFSTR("HIDIdleTime"), kCFAllocatorDefault, 0);
	IOObjectRelease(s);
	if (!v) return -1;
	long long ns = -1;
	if (CFGetTypeID(v) == CFNumberGetTypeID() && !CFNumberGetValue((CFNumberRef)v, kCFNumberSInt64Type, &ns)) ns = -1;
	CFRelease(v);
	return ns;
}
*/
import "C"

import (
	"context"
	"errors"
	"time"
)

func openers() []opener {
	return []opener{func(context.Context) (adapter, error) { return mac{}, nil }}
}

// mac asks the registry of IOKit.
type mac struct{}

var errNoHID = errors.New("IOKit tells no HIDIdleTime")

func (mac) source() Source { return SourceMac }

func (mac) idle(context.Context) (time.Duration, error) {
	ns := int64(C.hid_idle())
	if ns < 0 {
		return 0, errNoHID
	}
	return time.Duration(ns), nil
}

func (mac) close() error { return nil }

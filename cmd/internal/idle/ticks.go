package idle

import "time"

// since is the time between two counts of milliseconds that wrap at 2³², which
// is every 49.7 days. An input counted after now was read is no time ago.
func since(now, then uint32) time.Duration {
	d := now - then // modulo 2³², as the counts
	if d > 1<<31 {
		return 0
	}
	return time.Duration(d) * time.Millisecond
}

package calendar

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func atom(name string, content ...byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(8+len(content)))
	return append(append(b, name...), content...)
}

func TestFilmSeconds(t *testing.T) {
	header := make([]byte, 100)
	binary.BigEndian.PutUint32(header[12:], 600)
	binary.BigEndian.PutUint32(header[16:], 600*90+1)
	film := append(atom("ftyp", []byte("isom\x00\x00\x02\x00")...), append(atom("free", 1, 2, 3), atom("moov", atom("mvhd", header...)...)...)...)
	if got := filmSeconds(film); got != 91 {
		t.Errorf("%d s, want 91", got)
	}
	live := bytes.Clone(film)
	at := bytes.Index(live, []byte("mvhd")) + 4
	binary.BigEndian.PutUint32(live[at+12:], 90_000)
	binary.BigEndian.PutUint32(live[at+16:], math.MaxUint32)
	if got := filmSeconds(live); got != 0 {
		t.Errorf("a film whose header does not say its length lasts %d s", got)
	}
	if got := filmSeconds(film[:40]); got != 0 {
		t.Errorf("a cut film lasts %d s", got)
	}
}

// Ensure no bytes make the reader fail.
func TestFilmSecondsOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		junk := rapid.SliceOf(rapid.Byte()).Draw(t, "junk")
		if got := filmSeconds(append(atom("ftyp", []byte("isom\x00\x00\x02\x00")...), junk...)); got < 0 {
			t.Fatal(got)
		}
	})
}

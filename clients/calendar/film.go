package calendar

import (
	"encoding/binary"
	"math"
)

// filmSeconds is how long an MP4 or QuickTime film is, rounded up, from its
// movie header (ISO/IEC 14496-12, 8.2.2); 0 where it does not say.
func filmSeconds(content []byte) int {
	if len(content) < 12 || string(content[4:8]) != "ftyp" {
		return 0
	}
	header := box(box(content, "moov"), "mvhd")
	var scale, length uint64
	unsaid := uint64(math.MaxUint64) // all ones: the writer could not tell
	switch {
	case len(header) >= 32 && header[0] == 1: // 64-bit times
		scale, length = uint64(binary.BigEndian.Uint32(header[20:])), binary.BigEndian.Uint64(header[24:])
	case len(header) >= 20 && header[0] == 0:
		scale, length = uint64(binary.BigEndian.Uint32(header[12:])), uint64(binary.BigEndian.Uint32(header[16:]))
		unsaid = math.MaxUint32
	}
	const longest = 30 * 24 * 3600
	if scale == 0 || length == unsaid || length/scale > longest {
		return 0
	}
	return int((length + scale - 1) / scale)
}

// box is the content of the first box of a name, nil for none.
func box(content []byte, name string) []byte {
	for len(content) >= 8 {
		size, head := uint64(binary.BigEndian.Uint32(content)), uint64(8)
		switch {
		case size == 1 && len(content) >= 16:
			size, head = binary.BigEndian.Uint64(content[8:]), 16
		case size == 0: // to the end
			size = uint64(len(content))
		}
		if size < head || size > uint64(len(content)) {
			return nil
		}
		if string(content[4:8]) == name {
			return content[head:size]
		}
		content = content[size:]
	}
	return nil
}

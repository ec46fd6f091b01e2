package picture

import (
	"bytes"
	"encoding/binary"
	"image"
)

// orientation reads the Orientation tag (0x0112) of a JPEG's Exif segment,
// 1 to 8 (CIPA DC-008, 4.6.4); 1, upright, where there is none.
func orientation(content []byte) int {
	if len(content) < 4 || content[0] != 0xFF || content[1] != 0xD8 {
		return 1
	}
	for at := 2; at+4 <= len(content) && content[at] == 0xFF; {
		marker, size := content[at+1], int(binary.BigEndian.Uint16(content[at+2:]))
		if marker == 0xDA || size < 2 || at+2+size > len(content) {
			return 1
		}
		if body, ok := bytes.CutPrefix(content[at+4:at+2+size], []byte("Exif\x00\x00")); ok && marker == 0xE1 {
			return tiffOrientation(body)
		}
		at += 2 + size
	}
	return 1
}

// tiffOrientation looks through the first directory of a TIFF block.
func tiffOrientation(t []byte) int {
	if len(t) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	if t[0] == 'M' {
		order = binary.BigEndian
	}
	at := uint64(order.Uint32(t[4:]))
	if at+2 > uint64(len(t)) {
		return 1
	}
	fields := t[at+2:]
	for range order.Uint16(t[at:]) {
		if len(fields) < 12 {
			return 1
		}
		if order.Uint16(fields) == 0x0112 {
			if v := int(order.Uint16(fields[8:])); v >= 1 && v <= 8 {
				return v
			}
			return 1
		}
		fields = fields[12:]
	}
	return 1
}

// turn turns a picture as its orientation says: 2 to 4 mirror it, 5 to 8
// also swap its sides.
func turn(src *image.NRGBA, orientation int) *image.NRGBA {
	if orientation <= 1 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	dst := image.NewNRGBA(image.Rect(0, 0, w, h))
	if orientation >= 5 {
		dst = image.NewNRGBA(image.Rect(0, 0, h, w))
	}
	for y := range dst.Rect.Dy() {
		for x := range dst.Rect.Dx() {
			sx, sy := x, y
			if orientation >= 5 {
				sx, sy = y, x
			}
			switch orientation {
			case 2, 7, 3, 8:
				sx = w - 1 - sx
			}
			switch orientation {
			case 3, 4, 6, 7:
				sy = h - 1 - sy
			}
			copy(dst.Pix[dst.PixOffset(x, y):][:4], src.Pix[src.PixOffset(sx, sy):][:4])
		}
	}
	return dst
}

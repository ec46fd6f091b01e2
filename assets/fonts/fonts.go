// Package fonts holds the type faces of the documents as TrueType bytes:
// Noto Sans for the text, Noto Sans Arabic for Arabic, Noto Sans Math and
// Symbols 2 for the signs Noto Sans lacks, Twemoji for emoji.
//
// The slices are shared by every caller and must never be written to; the PDF
// writer and the raster painter read them at the same time.
package fonts

import _ "embed" // the faces are files beside this one

//go:embed NotoSans-Regular.ttf
var regular []byte

//go:embed NotoSans-Bold.ttf
var bold []byte

//go:embed NotoSans-Italic.ttf
var italic []byte

//go:embed NotoSans-BoldItalic.ttf
var boldItalic []byte

//go:embed NotoSansArabic-Regular.ttf
var arabic []byte

//go:embed NotoSansArabic-Bold.ttf
var arabicBold []byte

//go:embed NotoSansMath-Regular.ttf
var math []byte

//go:embed NotoSansSymbols2-Regular.ttf
var symbols []byte

//go:embed TwemojiColor.ttf
var emoji []byte

// Regular is Noto Sans Regular: Latin, Greek, Cyrillic, with tabular figures.
func Regular() []byte { return regular }

// Bold is Noto Sans Bold.
func Bold() []byte { return bold }

// Italic is Noto Sans Italic.
func Italic() []byte { return italic }

// BoldItalic is Noto Sans Bold Italic.
func BoldItalic() []byte { return boldItalic }

// Arabic is Noto Sans Arabic Regular; it has no Latin letters.
func Arabic() []byte { return arabic }

// ArabicBold is Noto Sans Arabic Bold.
func ArabicBold() []byte { return arabicBold }

// Math is Noto Sans Math: arrows, minus, comparison and mathematical signs.
func Math() []byte { return math }

// Symbols is Noto Sans Symbols 2: check marks, boxes, stars, geometric shapes.
func Symbols() []byte { return symbols }

// Emoji is Twemoji with COLR version 0 layers and a CPAL palette; sequences
// (flags, skin tones, families) are substitutions of its GSUB table.
func Emoji() []byte { return emoji }

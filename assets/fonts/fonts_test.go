package fonts

import (
	"bytes"
	"encoding/binary"
	"os"
	"strings"
	"testing"

	"github.com/go-text/typesetting/font"
)

// tables lists the tables of a TrueType file with their lengths.
func tables(t *testing.T, data []byte) map[string]uint32 {
	t.Helper()
	if len(data) < 12 || binary.BigEndian.Uint32(data) != 0x00010000 {
		t.Fatal("not a TrueType file")
	}
	out := map[string]uint32{}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		rec := data[12+16*i:]
		out[string(rec[:4])] = binary.BigEndian.Uint32(rec[12:])
	}
	return out
}

func TestFacesHaveOutlinesThePDFCanEmbed(t *testing.T) {
	for name, data := range map[string][]byte{
		"regular": Regular(), "bold": Bold(), "italic": Italic(), "bold italic": BoldItalic(),
		"arabic": Arabic(), "arabic bold": ArabicBold(), "math": Math(), "symbols": Symbols(), "emoji": Emoji(),
	} {
		got := tables(t, data)
		for _, want := range []string{"glyf", "loca", "cmap", "hmtx", "head", "name"} {
			if got[want] == 0 {
				t.Errorf("%s: no %s table", name, want)
			}
		}
		if got["fvar"] != 0 || got["CFF "] != 0 {
			t.Errorf("%s: a variable or CFF face cannot be embedded", name)
		}
	}
	if got := tables(t, Emoji()); got["COLR"] == 0 || got["CPAL"] == 0 || got["GSUB"] == 0 {
		t.Error("emoji: no colour layers or sequences")
	}
}

func TestCoverage(t *testing.T) {
	latin := "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" +
		"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸàâäæçéèêëîïôöœùûüÿ" + // French
		"«»‹›“”‘’„…–—·•°ºª§¶†‡€£¥¢‰×÷±µ¹²³½¼¾№™©®" +
		"\u00A0\u202F\u2009\u2011" + // spaces and hyphen that do not break
		"ɛɔƐƆŋŊáéíóúâêîôûǎěǐǒǔ\u0301\u0302\u030C" + // Lingala
		"ʼ" // Swahili takes the apostrophe
	for name, tc := range map[string]struct {
		data []byte
		has  string
	}{
		"regular": {Regular(), latin}, "bold": {Bold(), latin}, "italic": {Italic(), latin}, "bold italic": {BoldItalic(), latin},
		"arabic": {Arabic(), "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى،؛؟٠١٢٣٤٥٦٧٨٩"}, "arabic bold": {ArabicBold(), "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"},
		"math": {Math(), "→←↑↓↗↘−≤≥≠≈∞√∑⇒"}, "symbols": {Symbols(), "✓✔✗✘☐☑★☆▲▼►◄●○■□◆"},
		"emoji": {Emoji(), "😀🎉👍❤⭐✅❌🔥🥰🥳🫶🇫🇷🏽"},
	} {
		face, err := font.ParseTTF(bytes.NewReader(tc.data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var lacks []string
		for _, r := range tc.has {
			if _, ok := face.NominalGlyph(r); !ok {
				lacks = append(lacks, string(r))
			}
		}
		if len(lacks) > 0 {
			t.Errorf("%s lacks %q", name, strings.Join(lacks, " "))
		}
	}
}

func TestFiguresAreTabular(t *testing.T) {
	for name, data := range map[string][]byte{"regular": Regular(), "bold": Bold()} {
		face, err := font.ParseTTF(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		zero, _ := face.NominalGlyph('0')
		for r := '1'; r <= '9'; r++ {
			if g, _ := face.NominalGlyph(r); face.HorizontalAdvance(g) != face.HorizontalAdvance(zero) {
				t.Errorf("%s: %c is not as wide as 0", name, r)
			}
		}
	}
}

func TestLicencesStandBeside(t *testing.T) {
	total := int64(0)
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && strings.HasSuffix(e.Name(), ".ttf") {
			total += info.Size()
		}
	}
	if total > 12<<20 {
		t.Errorf("the faces weigh %d bytes", total)
	}
	for file, words := range map[string][]string{
		"LICENSE-NotoSans.txt":     {"SIL OPEN FONT LICENSE", "Noto"},
		"LICENSE-TwemojiColor.txt": {"SIL OPEN FONT LICENSE", "CC-BY-4.0"},
	} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range words {
			if !strings.Contains(string(b), w) {
				t.Errorf("%s does not say %q", file, w)
			}
		}
	}
}

package page

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestContrast(t *testing.T) {
	for _, tc := range []struct {
		a, b Color
		want float64
	}{
		{Black, White, 21}, {White, White, 1}, {Hex("#777777"), White, 4.48}, {Hex("#767676"), White, 4.54}, {Hex("#0000FF"), White, 8.59},
	} {
		if got := Contrast(tc.a, tc.b); math.Abs(got-tc.want) > 0.005 || Contrast(tc.b, tc.a) != got {
			t.Errorf("Contrast(%v, %v) = %.3f, want %.2f", tc.a, tc.b, got, tc.want)
		}
	}
}

func TestHouseColoursAreReadable(t *testing.T) {
	th := NewTheme(Color{}, Color{})
	for name, c := range map[string]Color{"ink": th.Ink, "mute": th.Mute, "ok": th.OK, "bad": th.Bad, "brand": th.Brand} {
		if got := Contrast(c, White); got < 4.5 {
			t.Errorf("%s on white is %.2f", name, got)
		}
	}
	if OnColor(Hex("#FDE047")) != ink || OnColor(Hex("#1D4ED8")) != White {
		t.Error("text on yellow is ink, on blue white")
	}
}

func TestParseColor(t *testing.T) {
	for in, want := range map[string]string{"#C2410C": "#C2410C", " c2410c ": "#C2410C", "#abc": "#AABBCC"} {
		if c, err := ParseColor(in); err != nil || c.String() != want {
			t.Errorf("ParseColor(%q) = %v, %v", in, c, err)
		}
	}
	for _, in := range []string{"", "#12345", "rouge", "#GGGGGG", "#1234567", "#-12345"} {
		if _, err := ParseColor(in); err == nil {
			t.Errorf("ParseColor(%q) took it", in)
		}
	}
}

func TestReadableReachesTheRatio(t *testing.T) {
	byteGen := rapid.Uint8()
	rapid.Check(t, func(t *rapid.T) {
		c := RGB(byteGen.Draw(t, "r"), byteGen.Draw(t, "g"), byteGen.Draw(t, "b"))
		ground := RGB(byteGen.Draw(t, "R"), byteGen.Draw(t, "G"), byteGen.Draw(t, "B"))
		got := Readable(c, ground, 4.5)
		if Contrast(got, ground) < 4.5 {
			t.Fatalf("Readable(%v, %v) = %v: %.2f", c, ground, got, Contrast(got, ground))
		}
		if Contrast(c, ground) >= 4.5 && got != c {
			t.Fatalf("%v was readable on %v already", c, ground)
		}
		if Contrast(OnColor(ground), ground) < 3.9 {
			t.Fatalf("text on %v: %.2f", ground, Contrast(OnColor(ground), ground))
		}
	})
}

package clients

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"regie/clients/fault"
)

// Ensure names that people take for the same compare the same.
func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Zoé":            "zoe",
		"  ZOE \t":       "zoe",
		"L’Œuvre":        "l'oeuvre",
		"Ngɔ́nga  Ŋɛ":    "ngonga ne",
		"e\u0301t\u0301": "et",
		"Straße":         "strasse",
		"ﬁn":             "fin",
		"مرحبا":          "مرحبا",
		"a\xffb":         "a\uFFFDb",
		"":               "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldTwiceIsFoldOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if once := Fold(s); Fold(once) != once {
			t.Fatalf("Fold(%q) = %q, again %q", s, once, Fold(once))
		}
	})
}

func TestCleanName(t *testing.T) {
	for _, c := range []struct{ in, want, code string }{
		{"  Kivu   Maison ", "Kivu Maison", ""},
		{"Cafe\u0301", "Café", ""},
		{"=SUM(A1)", "=SUM(A1)", ""},
		{"../../etc", "../../etc", ""},
		{"A/B\\C", "A/B\\C", ""},
		{"🦒 Girafe", "🦒 Girafe", ""},
		{"", "", "name_empty"},
		{" \u00a0 ", "", "name_empty"},
		{"a\x00b", "", "name_invalid"},
		{"a\nb", "", "name_invalid"},
		{"a\u202Etxt.exe", "", "name_invalid"},
		{"a\xff", "", "name_invalid"},
		{strings.Repeat("é", 120), strings.Repeat("é", 120), ""},
		{strings.Repeat("é", 121), "", "name_too_long"},
		{strings.Repeat("x", 300), "", "name_too_long"},
	} {
		got, err := cleanName(c.in)
		if got != c.want || (c.code == "") != (err == nil) || (err != nil && !fault.Is(err, c.code)) {
			t.Errorf("CleanName(%q) = %q, %v", c.in, got, err)
		}
	}
}

func TestProposeKey(t *testing.T) {
	for name, want := range map[string]string{
		"Kivu Maison":              "kivu-maison",
		"Hôtel des Roches":         "hotel-des-roches",
		"L’Œuvre & Cie":            "loeuvre-cie",
		"../..":                    "client",
		"شركة":                     "client",
		"--a--":                    "a",
		strings.Repeat("abcd ", 9): "abcd-abcd-abcd-abcd-abcd-abcd-ab",
	} {
		if got := ProposeKey(name, "client"); got != want {
			t.Errorf("ProposeKey(%q) = %q, want %q", name, got, want)
		}
	}
}

// Ensure a proposed key is always a key.
func TestProposedKeysAreValid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		if key := ProposeKey(name, "client"); !validKey(key) {
			t.Fatalf("ProposeKey(%q) = %q", name, key)
		}
	})
}

func TestSafeFileName(t *testing.T) {
	for in, want := range map[string]string{
		"Kivu Maison":            "Kivu Maison",
		"A/B\\C:D":               "A-B-C-D",
		"../../etc/passwd":       "etc-passwd",
		"..":                     "_",
		"CON":                    "_CON",
		"con.txt":                "_con.txt",
		"Com¹":                   "_Com¹",
		"console":                "console",
		"=1+1":                   "1+1",
		"-rf":                    "rf",
		"name. . ":               "name",
		"a\x00b\nc":              "a b c",
		"Où est l’été ?":         "Où est l’été -",
		"\xff\xfe":               "_",
		"":                       "_",
		strings.Repeat("é", 60):  strings.Repeat("é", 40),
		strings.Repeat("👍🏽", 20): strings.Repeat("👍🏽", 10),
	} {
		if got := SafeFileName(in); got != want {
			t.Errorf("SafeFileName(%q) = %q, want %q", in, got, want)
		}
	}
}

// Ensure no name, however made, leaves its folder or breaks a file system, and
// that a safe name stays as it is.
func TestSafeFileNamesAreSafe(t *testing.T) {
	nasty := rapid.SampledFrom([]rune("./\\:*?\"<>|\x00\n\t -=+@~aéCON¹👍🏽\u200D\u0301\u202E"))
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(rapid.String(), rapid.StringOf(nasty)).Draw(t, "name")
		got := SafeFileName(name)
		switch {
		case got == "" || len(got) > maxFileName+1, !utf8.ValidString(got):
			t.Fatalf("SafeFileName(%q) = %q", name, got)
		case strings.ContainsAny(got, "<>:\"/\\|?*\x00\n\t"), strings.HasPrefix(got, "."), strings.HasSuffix(got, "."), strings.HasSuffix(got, " "):
			t.Fatalf("SafeFileName(%q) = %q", name, got)
		case SafeFileName(got) != got:
			t.Fatalf("SafeFileName(%q) = %q, again %q", name, got, SafeFileName(got))
		}
	})
}

package store

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"os"
	"strings"
	"testing"

	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
)

// picture is a PNG of a size and colour.
func picture(t testing.TB, w, h int, c color.Color) []byte {
	t.Helper()
	p := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range w {
		p.Set(i, 0, c)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (o *office) asset(a calendar.Asset, content []byte) calendar.Asset {
	o.t.Helper()
	a.Client = "k"
	a, err := o.cal.AddAsset(o.paul, a, "photo.png", content)
	if err != nil {
		o.t.Fatal(err)
	}
	return a
}

func remarks(t testing.TB, d calendar.Detail) string {
	t.Helper()
	var list []string
	for _, r := range d.Remarks {
		if strings.HasPrefix(r.Code, "media_") {
			list = append(list, r.Code)
		}
	}
	return strings.Join(list, " ")
}

func TestMediaAreKeptByTheirContent(t *testing.T) {
	o := openOffice(t)
	red := picture(t, 400, 400, color.NRGBA{R: 255, A: 255})
	a := o.asset(calendar.Asset{Title: "Rouge", Holder: "Studio Bleu", Licence: "cession 2 ans", Alt: "un carré", Expires: civil.NewDate(2026, 12, 31)}, red)
	if a.File.Width != 400 || a.File.MIME != "image/png" || len(a.SHA256) != 64 {
		t.Fatalf("%+v", a)
	}
	if again := o.asset(calendar.Asset{Title: "Le même"}, red); again.SHA256 != a.SHA256 {
		t.Error("the same content has two names")
	}
	list, err := o.cal.Library(o.paul, "k")
	if err != nil || len(list) != 1 || list[0].Title != "Le même" {
		t.Errorf("%v %+v", err, list)
	}
	for name, c := range map[string]struct {
		code    string
		content []byte
	}{
		"nothing":          {"media_empty", nil},
		"a text":           {"media_format", []byte("bonjour")},
		"a program":        {"media_format", []byte("MZ\x90\x00")},
		"a page":           {"media_format", []byte("<html><script>")},
		"a cut picture":    {"media_unreadable", red[:20]},
		"too many of side": {"media_too_large", append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x86\xa0\x00\x01\x86\xa0\x08\x06\x00\x00\x00"), crcOf("IHDR\x00\x01\x86\xa0\x00\x01\x86\xa0\x08\x06\x00\x00\x00")...)},
	} {
		if _, err := o.cal.AddAsset(o.paul, calendar.Asset{Client: "k"}, "x", c.content); !fault.Is(err, c.code) {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	for head, mime := range map[string]string{"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00": "video/mp4", "\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00": "video/quicktime", "%PDF-1.7\n": "application/pdf"} {
		if a, err := o.cal.AddAsset(o.paul, calendar.Asset{Client: "k"}, "x", []byte(head)); err != nil || a.File.MIME != mime {
			t.Errorf("%q: %v %s", head, err, a.File.MIME)
		}
	}
}

// Ensure a picture whose rights end, or that vanished or changed on the disk,
// is said and cannot be scheduled.
func TestMediaThatMayNotBeUsed(t *testing.T) {
	content := func(t testing.TB) []byte { return picture(t, 400, 400, color.Black) }
	for _, c := range []struct {
		name, remark, code string
		spoil              func(t *testing.T, o *office, a calendar.Asset, path string)
	}{
		{"fine", "", "", func(*testing.T, *office, calendar.Asset, string) {}},
		{"rights end on the day itself", "", "", func(t *testing.T, o *office, a calendar.Asset, _ string) {
			a.Expires = civil.NewDate(2026, 11, 24)
			if _, err := o.cal.EditAsset(o.paul, a); err != nil {
				t.Fatal(err)
			}
		}},
		{"rights end before", "media_expired", "media_expired", func(t *testing.T, o *office, a calendar.Asset, _ string) {
			a.Expires = civil.NewDate(2026, 11, 23)
			if _, err := o.cal.EditAsset(o.paul, a); err != nil {
				t.Fatal(err)
			}
		}},
		{"vanished", "media_gone", "media_missing", func(t *testing.T, _ *office, _ calendar.Asset, path string) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}},
		{"cut on the disk", "media_gone", "media_changed", func(t *testing.T, _ *office, _ calendar.Asset, path string) {
			if err := os.WriteFile(path, []byte("autre"), 0o600); err != nil {
				t.Fatal(err)
			}
		}},
		{"one byte changed", "", "media_changed", func(t *testing.T, _ *office, _ calendar.Asset, path string) {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			b[len(b)-1] ^= 1
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := openOffice(t)
			a := o.asset(calendar.Asset{Title: "Photo"}, content(t))
			it := o.add(o.paul, "n", "Un texte avec une photo")
			if _, err := o.cal.Change(o.paul, it.ID, func(it *calendar.Item) error {
				it.Media = []calendar.Media{{SHA256: a.SHA256, Alt: "photo"}}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			// The client without circuit has the picture in its own library too.
			own := a
			own.Client = "n"
			if _, err := o.cal.AddAsset(o.paul, own, "photo.png", content(t)); err != nil {
				t.Fatal(err)
			}
			o.to(o.paul, it.ID, calendar.Approved)
			c.spoil(t, o, own, o.s.Media().path(a.SHA256))
			if got := remarks(t, o.show(it.ID)); got != c.remark {
				t.Errorf("remarks %q, want %q", got, c.remark)
			}
			_, err := o.cal.SetState(o.paul, it.ID, calendar.Scheduled, "")
			if c.code == "" && err != nil || c.code != "" && !fault.Is(err, c.code) {
				t.Errorf("scheduling: %v, want %s", err, c.code)
			}
			bad, err := o.cal.CheckLibrary(o.paul, "n", civil.NewDate(2026, 11, 24))
			if err != nil || (c.code == "") != (len(bad) == 0) || c.code != "" && bad[0].Fault.Code != c.code {
				t.Errorf("check: %v %+v", err, bad)
			}
			_, err = o.cal.RemoveAsset(o.paul, "n", a.SHA256)
			wantFault(t, err, "media_used", "media")
		})
	}
}

func TestMediaFormRemarks(t *testing.T) {
	o := openOffice(t)
	it := o.add(o.paul, "k", "Une affiche trop étroite et trop haute")
	a := o.asset(calendar.Asset{}, picture(t, 300, 600, color.Black))
	pdf, err := o.cal.AddAsset(o.paul, calendar.Asset{Client: "k", Title: "Dossier"}, "d.pdf", []byte("%PDF-1.7\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.cal.Change(o.paul, it.ID, func(it *calendar.Item) error {
		it.Follow("instagram", "linkedin")
		it.DropNetwork("facebook")
		it.Media = []calendar.Media{{SHA256: a.SHA256}, {SHA256: pdf.SHA256}}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if got := remarks(t, o.show(it.ID)); got != "media_narrow media_ratio media_type" {
		t.Errorf("%q", got)
	}
}

func TestHashtagSets(t *testing.T) {
	o := openOffice(t)
	for bad, code := range map[string]string{"": "tags_missing", "deux mots": "tag_invalid", "123": "tag_invalid", "a-b": "tag_invalid"} {
		if _, err := o.cal.SaveHashtagSet(o.paul, calendar.HashtagSet{Client: "k", Name: "A", Tags: []string{bad}}); !fault.Is(err, code) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	h, err := o.cal.SaveHashtagSet(o.paul, calendar.HashtagSet{Client: "k", Name: "Terroir", Tags: []string{"#Café", "KivuMaison", "café"}})
	if err != nil || len(h.Tags) != 2 {
		t.Fatalf("%v %+v", err, h)
	}
	it := calendar.Item{}
	it.SetText("linkedin", "Notre #café du matin")
	it.AddTags("linkedin", h)
	it.AddTags("linkedin", h)
	if it.Texts[0].Text != "Notre #café du matin\n\n#KivuMaison" {
		t.Errorf("%q", it.Texts[0].Text)
	}
	again, err := o.cal.SaveHashtagSet(o.paul, calendar.HashtagSet{Client: "k", Name: "TERROIR", Tags: []string{"thé"}})
	if sets, _ := o.cal.HashtagSets(o.paul, "k"); err != nil || again.ID != h.ID || len(sets) != 1 {
		t.Errorf("%v %+v", err, sets)
	}
	if _, err := o.cal.RemoveHashtagSet(o.paul, "k", "terroir"); err != nil {
		t.Error(err)
	}
	if _, err := o.cal.RemoveHashtagSet(o.paul, "k", "terroir"); !fault.Is(err, "set_unknown") {
		t.Error(err)
	}
}

func TestCaptureOfAPublication(t *testing.T) {
	o := openOffice(t)
	it := o.add(o.paul, "n", "Un texte qui sort")
	o.to(o.paul, it.ID, calendar.Approved)
	if _, err := o.cal.Publish(o.paul, it.ID, calendar.Proof{Picture: []byte("rien")}); !fault.Is(err, "media_format") {
		t.Error(err)
	}
	got, err := o.cal.Publish(o.paul, it.ID, calendar.Proof{URL: "https://example.org/1", Name: "écran.png", Picture: picture(t, 10, 10, color.Black)})
	if err != nil || len(got.Capture) != 64 || got.State != calendar.Published {
		t.Fatalf("%v %+v", err, got)
	}
	if _, err := o.cal.MediaContent(o.paul, got.Capture); err != nil {
		t.Error(err)
	}
}

// crcOf is the checksum that ends a PNG chunk.
func crcOf(chunk string) []byte {
	return binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(chunk)))
}

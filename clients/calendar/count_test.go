package calendar

import (
	"slices"
	"strings"
	"testing"

	"regie/assets/limits"
	"regie/clients"
	"regie/clients/civil"
)

func TestCountAsTheNetworkCounts(t *testing.T) {
	family := "👨‍👩‍👧‍👦" // seven code points, one sign
	for _, c := range []struct {
		text string
		way  limits.Count
		want int
	}{
		{"", limits.Weighted, 0},
		{"Bonjour", limits.Weighted, 7},
		{"été", limits.Weighted, 3},
		{"e\u0301te\u0301", limits.Weighted, 3}, // counted after NFC
		{"日本語", limits.Weighted, 6},
		{"🙌", limits.Weighted, 2},
		{family, limits.Weighted, 2},
		{"👍🏽", limits.Weighted, 2},
		{"🇨🇩", limits.Weighted, 2},
		{"1️⃣", limits.Weighted, 2},
		{"©", limits.Weighted, 1},
		{"مرحبا", limits.Weighted, 5},
		{"« oui »", limits.Weighted, 7},
		{"l’idée…", limits.Weighted, 8}, // … is 8230, outside the ranges
		{"https://example.org/une/adresse/tres/longue?avec=parametres", limits.Weighted, 23},
		{"Voir https://e.org/a, ou exemple.fr !", limits.Weighted, 5 + 23 + 5 + 23 + 2},
		{"écrire à jean@exemple.fr", limits.Weighted, 24},
		{strings.Repeat("a", 280), limits.Weighted, 280},

		{family, limits.Graphemes, 1},
		{"e\u0301", limits.Graphemes, 1},
		{"🇨🇩🇫🇷", limits.Graphemes, 2},
		{family, limits.Runes, 7},
		{family, limits.UTF16, 11},
		{"🙌", limits.UTF16, 2},
		{"é", limits.UTF16, 1},

		{"a🙌b", limits.EmojiBytes, 6},
		{"été", limits.EmojiBytes, 3},

		{"@aline@mastodon.example bonjour", limits.Mastodon, 14},
		{"https://example.org/tres/longue/adresse/qui/ne/finit/pas", limits.Mastodon, 23},
	} {
		if got := Used(c.text, c.way); got != c.want {
			t.Errorf("%s %q: %d, want %d", c.way, c.text, got, c.want)
		}
	}
}

func TestHashtags(t *testing.T) {
	got := Hashtags("#AventSolidaire, #Kivu#Goma (#éte_26) &#39; a#b #2026 https://x.org/#ancre ＃全角 #")
	if want := []string{"AventSolidaire", "Kivu", "éte_26", "全角"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestRemarks(t *testing.T) {
	brand := clients.Brand{AddressForm: "vous", WordsAvoid: []string{"pas cher", "Promo"}, Mentions: []string{"L’abus d’alcool est dangereux"}}
	it := Item{
		On: civil.NewDate(2026, 11, 2),
		Texts: []Text{
			{Network: "x", Text: strings.Repeat("日", 141)},
			{Network: "instagram", Text: "C'est PAS CHER, pour toi ! L'ABUS d'alcool est dangereux " + strings.Repeat("#k1a ", 31)},
			{Network: "youtube", Text: "Une promotion. L’abus d’alcool est dangereux"},
			{Network: "facebook"},
		},
		Media: []Media{{Network: "x", SHA256: strings.Repeat("a", 64)}},
	}
	var got []string
	for _, r := range Check(it, limits.Shipped(), brand, "fr") {
		got = append(got, r.Network+":"+r.Code+":"+r.Word)
	}
	want := []string{
		"facebook:text_missing:",
		"instagram:too_many_hashtags:", "instagram:media_missing:", "instagram:word_to_avoid:pas cher", "instagram:form_of_address:toi",
		"x:too_long:", "x:alt_missing:", "x:mention_absent:L’abus d’alcool est dangereux",
		"youtube:title_missing:", "youtube:media_missing:",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	g := Measure(Item{Texts: []Text{{Network: "linkedin", Text: strings.Repeat("é", 211)}}}, limits.Shipped())[0]
	if g.Used != 211 || g.Limit != 3000 || !g.Folded() || g.Over() {
		t.Errorf("%+v", g)
	}
}

func TestAddress(t *testing.T) {
	for _, c := range []struct{ text, form, want string }{
		{"Vous venez ?", "vous", ""},
		{"Tu viens ?", "vous", "tu"},
		{"T’es là ?", "vous", "t'es"},
		{"Situation têtue, statut", "vous", ""},
		{"Donnez votre avis", "tu", "votre"},
		{"Donne ton avis", "tu", ""},
		{"Tu viens ?", "", ""},
	} {
		if got := wrongAddress(c.text, c.form); got != c.want {
			t.Errorf("%q with %s: %q", c.text, c.form, got)
		}
	}
}

func TestFingerprint(t *testing.T) {
	a := Fingerprint("Nos recettes d’hiver arrivent demain ! #Kivu https://a.org/1")
	if a == "" || a != Fingerprint("NOS recettes d'hiver,  arrivent demain… https://b.org #autre") {
		t.Error("the same words have two fingerprints")
	}
	if a == Fingerprint("Nos recettes d’été arrivent demain !") || Fingerprint("Merci à tous") != "" {
		t.Error("a fingerprint says too much")
	}
}

package invoice

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"regie/clients/billing"
	"regie/clients/money"
)

// mostTransfer is the greatest amount of a SEPA transfer by code, in cents.
const mostTransfer = 999_999_999_99

// Transfer is the text of the SEPA credit transfer code (EPC069-12, version
// 002, UTF-8, level M) that pays a document; false where there can be none:
// only an invoice or deposit in euros with an IBAN and an amount has one. Of a
// document paid in part, it is what is left.
func Transfer(d billing.Document) (string, bool) {
	iban := strings.ToUpper(strings.Join(strings.Fields(d.Payment.IBAN), ""))
	due := d.DueMinor()
	if d.Currency != money.EUR || iban == "" || due <= 0 || due > mostTransfer {
		return "", false
	}
	holder := short(ascii(firstFilled(d.Payment.Holder, d.Seller.PrintedName())), 70)
	if holder == "" {
		return "", false
	}
	return strings.Join([]string{
		"BCD", "002", "1", "SCT",
		strings.ToUpper(strings.Join(strings.Fields(d.Payment.BIC), "")),
		holder, iban, fmt.Sprintf("EUR%d.%02d", due/100, due%100),
		"", "", // purpose, structured reference
		short(ascii(d.Number), 140),
	}, "\n"), true
}

// plain are letters that Unicode does not take apart.
var plain = strings.NewReplacer("œ", "oe", "Œ", "OE", "æ", "ae", "Æ", "AE", "ß", "ss", "ø", "o", "Ø", "O", "ł", "l", "Ł", "L",
	"đ", "d", "’", "'", "–", "-", "—", "-", "€", "EUR")

// ascii is a text without accents, and without what has no plain letter.
func ascii(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r < ' ' || r > '~':
			return -1
		}
		return r
	}, norm.NFKD.String(plain.Replace(norm.NFC.String(strings.ToValidUTF8(s, "")))))
	return strings.Join(strings.Fields(s), " ")
}

// short is at most n characters of an ASCII text.
func short(s string, n int) string { return strings.TrimSpace(s[:min(len(s), n)]) }

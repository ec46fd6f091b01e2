package calendar

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"regie/assets/text"
)

// DrawMethod names the way winners are drawn, so that a draw says by which it
// was made.
const DrawMethod = "HMAC-SHA256 v1"

// ticket is what stands for a participant in a draw: the hex SHA-256 of the
// identifier, normalised (Unicode NFC, lower case, without outer blanks, inner
// ones single, without a leading @). A list of tickets can be shown to anybody.
func ticket(identifier string) string {
	sum := sha256.Sum256([]byte(NormalID(identifier)))
	return hex.EncodeToString(sum[:])
}

// NormalID is a participant's identifier in the form that its ticket is made of.
func NormalID(identifier string) string {
	s := strings.Join(strings.Fields(strings.ToLower(norm.NFC.String(identifier))), " ")
	return strings.TrimSpace(strings.TrimLeft(s, "@"))
}

// ticketList is the list of a draw: tickets sorted as bytes, each once, each on
// a line of its own; and the list's hex SHA-256.
func ticketList(tickets []string) (list, hash string) {
	sorted := slices.Compact(slices.Sorted(slices.Values(tickets)))
	var b strings.Builder
	for _, t := range sorted {
		b.WriteString(t)
		b.WriteByte('\n')
	}
	sum := sha256.Sum256([]byte(b.String()))
	return b.String(), hex.EncodeToString(sum[:])
}

// rank orders a list's tickets by HMAC-SHA256 with the seed as key of
// "<hash of the list>:<ticket>", in hex, smallest first. The same seed and list
// give the same order on every machine.
func rank(list, seed string) []string {
	_, hash := ticketList(strings.Fields(list))
	type ranked struct{ mark, ticket string }
	var all []ranked
	for ticket := range strings.FieldsSeq(list) {
		m := hmac.New(sha256.New, []byte(seed))
		m.Write([]byte(hash + ":" + ticket))
		all = append(all, ranked{hex.EncodeToString(m.Sum(nil)), ticket})
	}
	slices.SortFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.mark, b.mark), cmp.Compare(a.ticket, b.ticket))
	})
	order := make([]string, len(all))
	for i, r := range all {
		order[i] = r.ticket
	}
	return order
}

// verifyScript is what anyone can run, beside the list of tickets in
// tickets.txt, to draw again with standard tools (sha256sum, openssl, sort).
func verifyScript(hash, seed string, drawn int) string {
	return fmt.Sprintf(`sha256sum tickets.txt   # %s
while read -r ticket; do
  mark=$(printf '%%s' '%s:'"$ticket" | openssl dgst -sha256 -hmac '%s' | sed 's/^.*= //')
  printf '%%s %%s\n' "$mark" "$ticket"
done < tickets.txt | LC_ALL=C sort | head -n %d
`, hash, hash, seed, drawn)
}

// VerifyText says how anyone can draw a contest again, and why neither list nor
// seed could be chosen with the other known: words in the printer's language,
// and the script that verifies it. The draw must have taken place.
func VerifyText(p *text.Printer, c Contest) (words, script string) {
	d, a := c.Draw, c.Announced
	at := func(t time.Time) string { return t.UTC().Format("2006-01-02 15:04") }
	announced := []any{"name", c.Name, "source", strings.TrimRight(a.Source, ". "), "at", at(a.At), "example", a.Example, "due", at(a.Due), "commitment", a.Commitment}
	parts := []string{
		p.T("contest.verify_"+string(a.Way), announced...),
		p.T("contest.verify_list", "at", at(c.List.At), "count", c.List.Count, "hash", c.List.Hash),
		p.T("contest.verify_seed", "seed", d.Seed, "at", at(d.SeedAt)),
	}
	for _, url := range []string{a.URL, c.List.URL, c.SeedURL} {
		if url != "" {
			parts = append(parts, p.T("contest.verify_at", "url", url))
		}
	}
	standBy := ""
	if n := len(d.Substitutes); n > 0 {
		standBy = p.N("contest.verify_substitutes", n)
	}
	parts = append(parts, p.T("contest.verify_draw", "winners", p.N("contest.verify_winners", len(d.Winners)), "substitutes", standBy))
	script = verifyScript(d.Hash, d.Seed, len(d.Winners)+len(d.Substitutes))
	if a.Way == SealedSeed {
		script = fmt.Sprintf("printf '%%s' '%s' | sha256sum   # %s\n", d.Seed, a.Commitment) + script
	}
	return strings.Join(parts, "\n"), script
}

package billing

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"regie/clients/fault"
)

// Genesis is the previous hash of the first document of the chain.
const Genesis = "0000000000000000000000000000000000000000000000000000000000000000"

// ChainHash is the hash of an issued document: SHA-256 of the previous hash,
// its canonical JSON, and the SHA-256 of its PDF, XML, workbook and kept pages,
// all as text one after the other; a file that is not made adds nothing. Hex.
func ChainHash(previous string, canonical []byte, f Files) string {
	h := sha256.New()
	for _, part := range []string{previous, string(canonical), f.PDF, f.XML, f.Workbook, f.Pages} {
		h.Write([]byte(part))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Verifier walks the chain in its order and says what is not as it was issued.
type Verifier struct {
	head  Head
	count map[string]int // documents by series and year
}

// NewVerifier begins at the start of the chain.
func NewVerifier() *Verifier {
	return &Verifier{head: Head{Hash: Genesis}, count: map[string]int{}}
}

// Next verifies one link and goes on from what is written on it, so that each
// break is named once: chain_broken, chain_changed, number_gap.
func (v *Verifier) Next(l Link) []*fault.Error {
	var found []*fault.Error
	if l.Position != v.head.Position+1 || l.Previous != v.head.Hash {
		found = append(found, fault.New("chain_broken", "number", l.Number))
	}
	if ChainHash(l.Previous, l.Canonical, l.Files) != l.Hash {
		found = append(found, fault.New("chain_changed", "number", l.Number))
	}
	key := strings.Join([]string{string(l.Series), itoa(l.Year)}, " ")
	if v.count[key]++; l.Sequence != v.count[key] {
		found = append(found, fault.New("number_gap", "number", l.Number))
		v.count[key] = l.Sequence
	}
	v.head = Head{Position: l.Position, Hash: l.Hash}
	return found
}

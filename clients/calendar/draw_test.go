package calendar

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTicketIsOfTheNormalisedName(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"Alice@Example.org", " alice@example.org "}, {"@grace_k", "Grace_K"}, {"Zoe\u0301", "zoé"}, {"Jean  Paul", "jean paul"},
	} {
		if ticket(c.a) != ticket(c.b) {
			t.Errorf("%q and %q differ", c.a, c.b)
		}
	}
	// printf %s alice@example.org | sha256sum
	if got := ticket("Alice@example.org"); got != "7a64adf28737ea90719cbdf0b1a87a5effff3753b79c91d717f4f4153ead0498" {
		t.Errorf("%s", got)
	}
}

// drawn is the golden draw: five names and a seed.
func drawn() (list, hash string, order []string) {
	var tickets []string
	for _, id := range []string{"alice", "bruno", "carla", "denis", "alice", "elsa"} {
		tickets = append(tickets, ticket(id))
	}
	list, hash = ticketList(tickets)
	return list, hash, rank(list, "Loto 2026-12-05: 3 14 15 9 26")
}

func TestDrawIsTheSameEverywhere(t *testing.T) {
	list, hash, order := drawn()
	names := map[string]string{}
	for _, id := range []string{"alice", "bruno", "carla", "denis", "elsa"} {
		names[ticket(id)] = id
	}
	var got []string
	for _, ticket := range order {
		got = append(got, names[ticket])
	}
	if strings.Count(list, "\n") != 5 || hash != goldenHash || strings.Join(got, " ") != goldenOrder {
		t.Errorf("%d tickets, hash %s, order %s", strings.Count(list, "\n"), hash, strings.Join(got, " "))
	}
}

// Ensure the order of the list as it comes does not matter, everybody is
// ranked once, and another seed or list ranks otherwise.
func TestDrawProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z]{3,8}`), 2, 40, rapid.ID[string]).Draw(t, "ids")
		seed := rapid.StringMatching(`[a-z0-9]{8,20}`).Draw(t, "seed")
		var tickets []string
		for _, id := range ids {
			tickets = append(tickets, ticket(id))
		}
		list, hash := ticketList(tickets)
		again, same := ticketList(rapid.Permutation(tickets).Draw(t, "order"))
		if list != again || hash != same {
			t.Fatal("the list depends on the order it came in")
		}
		order := rank(list, seed)
		if strings.Join(order, "") != strings.Join(rank(list, seed), "") {
			t.Fatal("the same seed drew otherwise")
		}
		if sorted, _ := ticketList(order); sorted != list {
			t.Fatal("the ranking is not the list")
		}
	})
}

// Ensure what we tell people to run gives what we drew.
func TestDrawWithStandardTools(t *testing.T) {
	for _, tool := range []string{"sh", "openssl", "sha256sum", "sort", "sed", "head"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatal(tool + " is not installed: .tools/packages should have done it")
			}
			t.Skip(tool + " is not installed")
		}
	}
	list, hash, order := drawn()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "tickets.txt"), []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	run := exec.Command("sh", "-c", verifyScript(hash, "Loto 2026-12-05: 3 14 15 9 26", 3))
	run.Dir = folder
	out, err := run.CombinedOutput()
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if err != nil || len(lines) != 4 || !strings.HasPrefix(lines[0], hash) {
		t.Fatalf("%v\n%s", err, out)
	}
	for i, line := range lines[1:] {
		if !strings.HasSuffix(line, order[i]) {
			t.Errorf("place %d: %s, we drew %s", i+1, line, order[i])
		}
	}
}

const (
	goldenHash  = "6bfe5ed1a4667840b517947ae99280c7dbe88312c6174033d2d51a2c5eb10fed"
	goldenOrder = "elsa bruno carla alice denis"
)

package store

import (
	"strings"
	"testing"

	"regie/clients/calendar"
	"regie/clients/civil"
)

// Ensure that a reminder goes to those who have not answered, about what they
// have not answered, and to nobody where all have.
func TestReminder(t *testing.T) {
	o := openOffice(t)
	o.write("contact", row{"client_id": "k", "id": "bruno", "name": "Bruno T.", "committee": true, "email": "bruno@example.org"})
	_, err := o.cal.Remind(o.paul, "k", "")
	wantFault(t, err, "reminder_nothing", "client")
	first, second := o.waiting("Premier texte"), o.waiting("Deuxième texte")
	if _, err := o.cal.Ask(o.paul, first.ID, civil.NewDate(2026, 11, 28)); err != nil {
		t.Fatal(err)
	}
	r, err := o.cal.Remind(o.paul, "k", "")
	if err != nil || len(r.Items) != 2 || len(r.To) != 2 || !strings.Contains(spaced(r.Subject), "2 publications") {
		t.Fatalf("%v %+v", err, r)
	}
	for _, want := range []string{"mardi 24 novembre 2026, 10 h 30 · Facebook, LinkedIn · Partenariat ONG (réponse souhaitée le 28 nov. 2026)", "Bien cordialement,\nPaul D."} {
		if !strings.Contains(spaced(r.Body), want) {
			t.Errorf("no %q in\n%s", want, spaced(r.Body))
		}
	}
	o.decide(first.ID, "Aline K.", calendar.Approve)
	o.decide(second.ID, "Aline K.", calendar.Approve)
	if r, err = o.cal.Remind(o.paul, "k", first.ID); err != nil || len(r.Items) != 1 || len(r.To) != 1 || r.Addresses()[0] != "bruno@example.org" {
		t.Errorf("%v %+v", err, r)
	}
	draft := o.add(o.paul, "k", "Brouillon")
	_, err = o.cal.Remind(o.paul, "k", draft.ID)
	wantFault(t, err, "decision_not_in_review", "item")
}

// spaced makes no-break spaces ordinary ones.
func spaced(s string) string { return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s) }

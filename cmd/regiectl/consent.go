package main

import (
	"fmt"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

// consentCommand is what records a client's word for so many minutes more.
func consentCommand(key string, m civil.Month, missing int64) string {
	return fmt.Sprintf("regiectl bank consent --client %s --month %s --minutes %d --by … --on …", key, m, missing)
}

// howToConsent adds, to a refusal for want of consent, the command that
// records it; any other refusal stays as it is.
func (e *env) howToConsent(client clients.ID, err error) error {
	f, ok := fault.As(err)
	if !ok || f.Code != "overage_refused" {
		return err
	}
	missing, known := f.Args["missing"].(civil.Minutes)
	month, dated := f.Args["month"].(civil.Month)
	c, unknown := e.House.Clients.Client(e.Context, client)
	if !known || !dated || unknown != nil {
		return err
	}
	f.Args["how"] = consentCommand(c.Key, month, int64(missing))
	return f
}

// noteConsent says, after an entry was kept, what overage of its month still
// awaits the client's word.
func (e *env) noteConsent(entry hours.Entry) error {
	if entry.Kind != hours.Contract || e.JSON {
		return nil
	}
	b, err := e.House.Hours.Bank(e.Context, entry.Client, entry.Month())
	if err != nil || b.Unconsented == 0 {
		return err
	}
	c, err := e.House.Clients.Client(e.Context, entry.Client)
	if err != nil {
		return err
	}
	e.Note(fault.New("overage_unconsented", "client", c.Name, "month", entry.Month(), "minutes", civil.Minutes(b.Unconsented),
		"how", consentCommand(c.Key, entry.Month(), b.Unconsented)))
	return nil
}

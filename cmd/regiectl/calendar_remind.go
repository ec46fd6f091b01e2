package main

import (
	"fmt"
	"io"
	"strings"

	"regie/clients"
)

type calendarRemind struct {
	Client string `required:"" placeholder:"KEY"`
	Item   string `placeholder:"ITEM"`
}

type remindJSON struct {
	Client  string          `json:"client"`
	To      []addresseeJSON `json:"to"`
	Items   []string        `json:"items"`
	Subject string          `json:"subject"`
	Body    string          `json:"body"`
}

type addresseeJSON struct {
	Who   string  `json:"who"`
	Email *string `json:"email"`
}

// Run writes to those of a committee who have not answered; sending it is left
// to a mail program.
func (c calendarRemind) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	r, err := e.House.Calendar.Remind(e.Context, client.ID, clients.ID(strings.TrimSpace(c.Item)))
	if err != nil {
		return err
	}
	out := remindJSON{Client: client.Key, To: []addresseeJSON{}, Items: []string{}, Subject: r.Subject, Body: r.Body}
	for _, p := range r.To {
		out.To = append(out.To, addresseeJSON{p.Name, orNull(p.Email)})
	}
	for _, row := range r.Items {
		out.Items = append(out.Items, string(row.ID))
	}
	return e.Print(out, func(w io.Writer) {
		fmt.Fprintf(w, "%s\n%s\n\n%s\n", e.T("reminder.to", "who", strings.Join(r.Addresses(), ", ")), r.Subject, r.Body)
	})
}

package readback

import (
	"context"
	"errors"

	"regie/clients"
	"regie/clients/civil"
	"regie/reports/letter"
)

// House is a letter.House that answers out of a letter, and gives the files
// named.
type House struct {
	Of    letter.Letter
	Files map[string][]byte // by hash
}

// Agency implements letter.House.
func (h House) Agency(context.Context) (clients.Agency, error) { return h.Of.Agency, nil }

// Today implements letter.House.
func (h House) Today(context.Context) (civil.Date, error) { return h.Of.Today, nil }

// Client implements letter.House.
func (h House) Client(context.Context, clients.ID) (clients.Client, error) { return h.Of.Client, nil }

// Staff implements letter.House.
func (h House) Staff(context.Context, bool) ([]clients.Staff, error) { return h.Of.Staff, nil }

// Hats implements letter.House.
func (h House) Hats(context.Context) ([]clients.Hat, error) { return h.Of.Hats, nil }

// Levels implements letter.House.
func (h House) Levels(context.Context) ([]clients.Level, error) { return h.Of.Levels, nil }

// Contacts implements letter.House.
func (h House) Contacts(context.Context, clients.ID) ([]clients.Contact, error) {
	return h.Of.Contacts, nil
}

// Media implements letter.House.
func (h House) Media(_ context.Context, hash string) ([]byte, error) {
	content, ok := h.Files[hash]
	if !ok {
		return nil, errors.New("no such file")
	}
	return content, nil
}

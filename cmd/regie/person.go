package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"regie/clients"
	"regie/gui"
)

// people says who acts in the window. The choice is remembered per data folder
// and computer account, in file; it is a record, not a password.
type people struct {
	service *clients.Service
	folder  string
	file    string

	mu  sync.Mutex
	who clients.Person
}

// current is who acts; the zero Person before anybody is known.
func (p *people) current() clients.Person {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.who
}

func (p *people) set(who clients.Person) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.who = who
}

// Acting implements gui.People: the one chosen last on this account, else the
// first of the team.
func (p *people) Acting(ctx context.Context) (gui.Person, []gui.Person, error) {
	staff, err := p.service.Staff(ctx, false)
	if err != nil {
		return gui.Person{}, nil, err
	}
	wanted := p.current().ID
	if wanted == "" {
		if wanted, err = p.remembered(); err != nil {
			return gui.Person{}, nil, err
		}
	}
	list := make([]gui.Person, 0, len(staff))
	var who clients.Person
	for i, s := range staff {
		list = append(list, gui.Person{ID: string(s.ID), Name: s.Name})
		if i == 0 || s.ID == wanted {
			who = clients.Person{ID: s.ID, Name: s.Name}
		}
	}
	p.set(who)
	return gui.Person{ID: string(who.ID), Name: who.Name}, list, nil
}

// SetActing implements gui.People.
func (p *people) SetActing(ctx context.Context, id string) error {
	s, err := p.service.StaffByID(ctx, clients.ID(id))
	if err != nil {
		return err
	}
	p.set(clients.Person{ID: s.ID, Name: s.Name})
	return p.remember(s.ID)
}

func (p *people) choices() (map[string]clients.ID, error) {
	all := map[string]clients.ID{}
	b, err := os.ReadFile(p.file)
	if errors.Is(err, fs.ErrNotExist) {
		return all, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading who acts here: %w", err)
	}
	if err := json.Unmarshal(b, &all); err != nil {
		return map[string]clients.ID{}, nil // a file cut short costs one choice
	}
	return all, nil
}

func (p *people) remembered() (clients.ID, error) {
	all, err := p.choices()
	return all[p.folder], err
}

func (p *people) remember(id clients.ID) error {
	all, err := p.choices()
	if err != nil {
		return err
	}
	all[p.folder] = id
	b, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("writing who acts here: %w", err)
	}
	temp := p.file + ".part"
	err = errors.Join(os.MkdirAll(filepath.Dir(p.file), 0o700), os.WriteFile(temp, b, 0o600))
	if err == nil {
		err = os.Rename(temp, p.file)
	}
	if err != nil {
		return fmt.Errorf("remembering who acts here: %w", err)
	}
	return nil
}

// actingContext is a context in which whoever acts at the moment acts.
type actingContext struct {
	context.Context
	people *people
}

// Value implements context.Context.
func (c actingContext) Value(key any) any {
	if v := clients.As(context.Background(), c.people.current()).Value(key); v != nil {
		return v
	}
	return c.Context.Value(key)
}

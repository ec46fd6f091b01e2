package demo

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"regie/clients/calendar"
	"regie/clients/civil"
)

// pictureIdea is a picture of an album: its words in French and English, and
// how its rights stand.
type pictureIdea struct {
	fr, en string
	rights rights
	tags   string
}

// rights say whose a medium is and how long it may be used; days is counted
// from the demonstration's last day, 0 for no end.
type rights struct {
	holderFR, holderEN   string
	licenceFR, licenceEN string
	days                 int
}

var (
	ownRights    = rights{"Le client", "The client", "Tous usages", "Any use", 0}
	studioRights = rights{"Studio Lumière Basse", "Studio Lumière Basse", "Cession web et réseaux, deux ans", "Web and social use, two years", 400}
	soonRights   = rights{"Studio Lumière Basse", "Studio Lumière Basse", "Cession web et réseaux, un an", "Web and social use, one year", 18}
	endedRights  = rights{"Banque d’images Panoptik", "Panoptik stock", "Une campagne, six mois", "One campaign, six months", -45}
)

// albumIdeas are what each client publishes with, in the order of drawing.
var albumIdeas = []pictureIdea{
	{"Lumière du matin", "Morning light", ownRights, "matin"},
	{"Vue depuis la terrasse", "View from the terrace", ownRights, "lieu"},
	{"L’horizon, format large", "The horizon, wide", studioRights, "lieu"},
	{"Fin d’après-midi", "Late afternoon", studioRights, "soir"},
	{"Les collines en couleurs", "Hills in colour", studioRights, "couleurs"},
	{"Le soleil haut", "High sun", ownRights, "été"},
	{"Paysage aux couleurs de la maison", "Landscape in house colours", ownRights, "couleurs"},
	{"Première lueur", "First glow", soonRights, "matin"},
	{"Les vagues au calme", "Calm waves", studioRights, "lieu"},
	{"Ciel clair", "Clear sky", ownRights, "été"},
	{"Le relief, de près", "Relief, up close", studioRights, "couleurs"},
	{"Soir d’été", "Summer evening", endedRights, "été"},
	{"Le disque et les crêtes", "The disc and the ridges", ownRights, "couleurs"},
	{"Brume légère", "Light mist", studioRights, "matin"},
	{"Contre-jour", "Backlight", ownRights, "soir"},
	{"Au bord de l’eau", "By the water", soonRights, "lieu"},
}

// album fills the client's library: pictures to publish with, some whose rights
// end soon or have ended, a film and a press kit that nothing shows yet.
func (s *story) album(ctx context.Context, a *actor) error {
	r := throw(s.Seed, "pictures "+a.ideas)
	for i, idea := range albumIdeas {
		content, err := picture(a.c.Brand, r)
		if err != nil {
			return err
		}
		kept, err := s.shelve(ctx, a, idea, fmt.Sprintf("%s-%02d.jpg", a.c.Key, i+1), content)
		if err != nil {
			return err
		}
		a.pictures = append(a.pictures, kept)
	}
	film := pictureIdea{"Film de présentation", "Presentation film", studioRights, "film"}
	var err error
	if a.film, err = s.shelve(ctx, a, film, a.c.Key+"-film.mp4", film90(a.c.Key)); err != nil {
		return err
	}
	kit := pictureIdea{"Dossier de presse", "Press kit", ownRights, "presse"}
	_, err = s.shelve(ctx, a, kit, a.c.Key+"-presse.pdf", []byte("%PDF-1.4\n% "+a.c.Name+"\n%%EOF\n"))
	return err
}

// shelve keeps a file with its rights.
func (s *story) shelve(ctx context.Context, a *actor, idea pictureIdea, name string, content []byte) (calendar.Asset, error) {
	kept := calendar.Asset{
		Client: a.c.ID, Title: idea.fr, Alt: idea.fr, Holder: idea.rights.holderFR, Licence: idea.rights.licenceFR, Tags: []string{idea.tags},
	}
	if a.c.Lang == "en" {
		kept.Title, kept.Alt, kept.Holder, kept.Licence = idea.en, idea.en, idea.rights.holderEN, idea.rights.licenceEN
	}
	if idea.rights.days != 0 {
		kept.Expires = s.Today.AddDays(idea.rights.days)
	}
	kept, err := s.house.Calendar.AddAsset(ctx, kept, name, content)
	if err != nil {
		return kept, fmt.Errorf("filling the library of %s: %w", a.c.Name, err)
	}
	return kept, nil
}

// media are what an item shows: the film where only films are taken, several
// pictures for a carousel, one elsewhere, now and then none where that may be.
func (s *story) media(a *actor, it calendar.Item, r *dice) []calendar.Media {
	some, needed := r.chance(85), false
	for _, t := range it.Texts {
		l, _ := s.house.Calendar.Limits().On(t.Network, it.On)
		needed = needed || l.MediaRequired
		if !l.Takes("image") {
			return []calendar.Media{{SHA256: a.film.SHA256, Alt: shortened(it.Title, 120)}}
		}
	}
	if !some && !needed {
		return nil
	}
	n := 1
	if strings.HasPrefix(it.Title, "Carrousel") || strings.HasPrefix(it.Title, "Carousel") {
		n = r.between(3, 5)
	}
	var list []calendar.Media
	for range n {
		shot := a.pictureFor(r, it.On)
		if !slices.ContainsFunc(list, func(m calendar.Media) bool { return m.SHA256 == shot.SHA256 }) {
			list = append(list, calendar.Media{SHA256: shot.SHA256, Alt: shortened(it.Title+" : "+shot.Alt, 100)})
		}
	}
	if len(list) == 1 {
		list[0].Alt = shortened(it.Title, 120)
	}
	return list
}

// pictureFor draws a picture whose rights still run on a day.
func (a *actor) pictureFor(r *dice, on civil.Date) calendar.Asset {
	at := r.n(len(a.pictures))
	for a.pictures[at].Expired(on) {
		at = (at + 1) % len(a.pictures)
	}
	return a.pictures[at]
}

// film90 is the shell of a film of ninety seconds: its head without pictures.
func film90(name string) []byte {
	box := func(kind string, content []byte) []byte {
		return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(content))), kind...), content...)
	}
	head := make([]byte, 100)
	binary.BigEndian.PutUint32(head[12:], 1000)
	binary.BigEndian.PutUint32(head[16:], 90_000)
	film := box("ftyp", []byte("isom\x00\x00\x02\x00isommp41"))
	film = append(film, box("moov", box("mvhd", head))...)
	return append(film, box("free", []byte(name))...)
}

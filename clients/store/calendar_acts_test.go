package store

import (
	"context"
	"fmt"
	"slices"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
)

// act is one thing that can be done, and what the oracle says of it.
type act struct {
	name string
	fine bool // of no concern to who wrote and who acts
	do   func(ctx context.Context, o *office, it calendar.Item) error
	want func(s situation) outcome
}

func edit(name string, content bool, change func(*calendar.Item)) act {
	return act{
		name: "edit " + name,
		fine: name != "a text" && name != "the title",
		do: func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Change(ctx, it.ID, func(it *calendar.Item) error { change(it); return nil })
			return err
		},
		want: func(s situation) outcome {
			if content {
				return s.content()
			}
			return s.stays()
		},
	}
}

var noon = civil.Clock(720)

// acts is everything the calendar's service can be asked to do with one item.
func acts() []act {
	var list []act
	for _, to := range calendar.States() {
		list = append(list, act{name: "to " + string(to), do: func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.SetState(ctx, it.ID, to, "raison")
			return err
		}, want: func(s situation) outcome { return s.setState(to) }})
	}
	for _, who := range []clients.ID{"paul", "grace", "lea", "aline", "carla", "zenon"} {
		for _, v := range calendar.Verdicts() {
			outside := !slices.Contains([]clients.ID{"paul", "grace", "lea"}, who)
			list = append(list, act{name: fmt.Sprintf("%s decides %s", who, v), fine: outside, do: func(ctx context.Context, o *office, it calendar.Item) error {
				_, err := o.cal.Decide(ctx, calendar.Answer{Item: it.ID, Who: string(who) + contactOf(it.Client, who), Verdict: v, Way: "mail"})
				return err
			}, want: func(s situation) outcome { return s.decide(who, v) }})
		}
	}
	list = append(list, edits()...)
	list = append(list,
		act{"move", true, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Move(ctx, it.ID, it.On.AddDays(2), nil, calendar.ByClient)
			return err
		}, situation.content},
		act{"move to another time", true, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Move(ctx, it.ID, it.On, &noon, "")
			return err
		}, situation.content},
		act{"move nowhere", true, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Move(ctx, it.ID, it.On, nil, "")
			return err
		}, situation.stays},
		act{"copy", true, func(ctx context.Context, o *office, it calendar.Item) error {
			made, err := o.cal.Copy(ctx, it.ID, it.On.AddDays(1))
			want := calendar.Draft
			if it.State == calendar.Idea {
				want = calendar.Idea
			}
			if err == nil && (made.State != want || made.HeldFrom != "" || made.Writer != clients.Acting(ctx).ID || made.PublishedURL != "" || !made.AskedAt.IsZero()) {
				return fmt.Errorf("the copy is %+v", made)
			}
			return err
		}, situation.stays},
		act{"remove", false, func(ctx context.Context, o *office, it calendar.Item) error { return o.cal.Remove(ctx, it.ID) }, func(s situation) outcome {
			// Here a supervised item that passed was decided on, and so was shown.
			switch {
			case s.supervised() && s.people.author == "grace" && s.passed(), s.state == calendar.ClientReview:
				return outcome{code: "item_has_decisions"}
			case s.state == calendar.Published:
				return outcome{code: "item_published"}
			}
			return outcome{gone: true}
		}},
		act{"publish", false, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Publish(ctx, it.ID, calendar.Proof{URL: "https://example.org/p/1"})
			return err
		}, func(s situation) outcome {
			if s.state == calendar.Published {
				return s.stays() // the proof is completed
			}
			return s.setState(calendar.Published)
		}},
		act{"correct", true, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Correct(ctx, it.ID, "Une coquille")
			return err
		}, func(s situation) outcome {
			if s.state != calendar.Published {
				return outcome{code: "item_not_published"}
			}
			return s.stays()
		}},
		act{"ask", true, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Ask(ctx, it.ID, civil.NewDate(2026, 11, 23))
			return err
		}, situation.stays},
		act{"say", true, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Say(ctx, it.ID, "Une remarque", true)
			return err
		}, situation.stays},
		act{"hold all", true, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.HoldAll(ctx, it.Client, "Deuil")
			return err
		}, func(s situation) outcome {
			if s.state.Final() || s.state == calendar.OnHold {
				return s.stays()
			}
			return outcome{state: calendar.OnHold, heldFrom: s.state}
		}},
		act{"hold and release all", true, func(ctx context.Context, o *office, it calendar.Item) error {
			if _, err := o.cal.HoldAll(ctx, it.Client, "Deuil"); err != nil {
				return err
			}
			_, err := o.cal.ReleaseAll(ctx, it.Client)
			return err
		}, situation.stays},
	)
	return append(list, seriesActs()...)
}

// edits change each field; what is part of the content voids, the rest does not.
func edits() []act {
	a, b := hashOf(paperA), hashOf(paperB)
	return []act{
		edit("a text", true, func(it *calendar.Item) { it.SetText("linkedin", "Autre") }),
		edit("a following text", true, func(it *calendar.Item) { it.SetText("facebook", "À part") }),
		edit("a headline", true, func(it *calendar.Item) { it.Texts[0].Title = "Titre" }),
		edit("a first comment", true, func(it *calendar.Item) { it.Texts[0].FirstComment = "Lien" }),
		edit("the signature", true, func(it *calendar.Item) { it.Sign("linkedin", clients.Brand{Hashtags: []string{"Kivu"}}, true) }),
		edit("a network more", true, func(it *calendar.Item) { it.SetText("x", "") }),
		edit("a network less", true, func(it *calendar.Item) { it.DropNetwork("facebook") }),
		edit("the link", true, func(it *calendar.Item) { it.Link = "https://example.org" }),
		edit("the kind", true, func(it *calendar.Item) { it.Kind = calendar.Reel }),
		edit("the zone", true, func(it *calendar.Item) { it.Zone = "Europe/Paris" }),
		edit("the day", true, func(it *calendar.Item) { it.On = it.On.AddDays(40) }),
		edit("the time", true, func(it *calendar.Item) { it.At = civil.NoClock }),
		edit("a picture", true, func(it *calendar.Item) { it.Media[0].SHA256 = b }),
		edit("an alt text", true, func(it *calendar.Item) { it.Media[0].Alt = "autre" }),
		edit("a picture more", true, func(it *calendar.Item) { it.Media = append(it.Media, calendar.Media{SHA256: b}) }),
		edit("a picture for one network", true, func(it *calendar.Item) {
			it.Media = append(it.Media, calendar.Media{Network: "facebook", SHA256: a, Alt: "lui"})
		}),
		edit("no picture", true, func(it *calendar.Item) { it.Media = nil }),
		edit("the title", false, func(it *calendar.Item) { it.Title = "Autre titre" }),
		edit("the note", false, func(it *calendar.Item) { it.Note = "interne" }),
		edit("the effort", false, func(it *calendar.Item) { it.EffortSeconds = 3600 }),
		edit("the funnel", false, func(it *calendar.Item) { it.Funnel = calendar.Loyalty }),
		edit("the pillar", false, func(it *calendar.Item) { it.Pillar = "pillar-" + it.Client }),
		edit("the campaign", false, func(it *calendar.Item) { it.Campaign = "campaign-" + it.Client }),
		edit("the deadline", false, func(it *calendar.Item) { it.ReviewDue = it.On }),
		edit("state and proof by the back door", false, func(it *calendar.Item) {
			it.State, it.Hash, it.Revision, it.PublishedURL, it.HeldFrom = calendar.Approved, a, 9, "https://example.org", calendar.Approved
		}),
	}
}

func seriesActs() []act {
	after := func(scope calendar.Scope) act {
		return act{"edit the series: " + string(scope), true, func(ctx context.Context, o *office, it calendar.Item) error {
			it.SetText("linkedin", "Pour toute la série")
			_, err := o.cal.EditSeries(ctx, it, scope)
			return err
		}, func(s situation) outcome {
			if scope != calendar.ThisOne && s.state.Final() {
				return s.stays() // left as it is
			}
			return s.content()
		}}
	}
	return []act{
		after(calendar.ThisOne), after(calendar.Following), after(calendar.AllOfThem),
		{"stop the series", true, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.StopSeries(ctx, it.ID)
			return err
		}, situation.stays},
	}
}

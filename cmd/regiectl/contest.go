package main

import (
	"context"
	"io"
	"strconv"
	"strings"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// contestGroup is what scripts do with prize contests.
type contestGroup struct {
	List     contestList     `cmd:""`
	Show     contestShow     `cmd:""`
	Add      contestAdd      `cmd:""`
	Set      contestSet      `cmd:""`
	Entrants contestEntrants `cmd:""`
	Import   contestImport   `cmd:""`
	Exclude  contestExclude  `cmd:""`
	Announce contestAnnounce `cmd:""`
	Close    contestClose    `cmd:""`
	Seed     contestSeed     `cmd:""`
	Draw     contestDraw     `cmd:""`
	Verify   contestVerify   `cmd:""`
	Result   contestResult   `cmd:""`
	Record   contestRecord   `cmd:""`
}

type contestFlags struct {
	From        *string  `placeholder:"2026-12-01"`
	Until       *string  `placeholder:"2026-12-15"`
	Rules       *string  `placeholder:"URL"`
	Prize       []string `placeholder:"2xNAME=50EUR" sep:"none"`
	Substitutes *int     `placeholder:"N"`
	Check       []string `placeholder:"POINT"`
	Note        *string  `placeholder:"TEXT"`
	Campaign    *string  `placeholder:"NAME"`
}

func (f contestFlags) apply(e *env, c *calendar.Contest) (err error) {
	if f.From != nil {
		if c.From, err = dayOr(*f.From, civil.Date{}, "from"); err != nil {
			return err
		}
	}
	if f.Until != nil {
		if c.Until, err = dayOr(*f.Until, civil.Date{}, "until"); err != nil {
			return err
		}
	}
	give(&c.Rules, f.Rules)
	give(&c.Note, f.Note)
	if f.Substitutes != nil {
		c.Substitutes = *f.Substitutes
	}
	if len(f.Prize) > 0 {
		c.Prizes = nil
	}
	owner, err := e.House.Clients.Client(e.Context, c.Client)
	if err != nil {
		return err
	}
	for _, s := range f.Prize {
		p, err := readPrize(s, owner.Currency)
		if err != nil {
			return err
		}
		c.Prizes = append(c.Prizes, p)
	}
	c.Checked = append(c.Checked, f.Check...)
	if f.Campaign != nil && *f.Campaign != "" {
		k, err := e.House.Calendar.Campaign(e.Context, c.Client, *f.Campaign)
		if err != nil {
			return err
		}
		c.Campaign = k.ID
	} else if f.Campaign != nil {
		c.Campaign = ""
	}
	return nil
}

// readPrize reads "2xBon d’achat=50EUR", number and value as one likes.
func readPrize(s string, def money.Currency) (calendar.Prize, error) {
	p := calendar.Prize{Quantity: 1}
	name, worth, valued := strings.Cut(s, "=")
	if many, rest, ok := strings.Cut(name, "x"); ok {
		if n, err := strconv.Atoi(strings.TrimSpace(many)); err == nil {
			p.Quantity, name = n, rest
		}
	}
	p.Name = strings.TrimSpace(name)
	if valued {
		a, err := money.Parse(worth, def)
		if err != nil {
			return p, fault.At(err, "prize")
		}
		p.ValueMinor, p.Currency = &a.Minor, string(a.Currency)
	}
	return p, nil
}

// contestArg names a contest by its ID or its name.
type contestArg struct {
	Contest string `arg:"" name:"contest" placeholder:"CONTEST"`
	Client  string `required:"" placeholder:"KEY"`
}

func (a contestArg) find(e *env) (calendar.Contest, error) {
	client, err := e.Client(a.Client)
	if err != nil {
		return calendar.Contest{}, err
	}
	return e.House.Calendar.Contest(e.Context, client.ID, a.Contest)
}

// act does something with the contest and shows what became of it.
func (a contestArg) act(e *env, do func(ctx context.Context, client, id clients.ID) (calendar.Contest, error)) error {
	k, err := a.find(e)
	if err != nil {
		return err
	}
	if k, err = do(e.Context, k.Client, k.ID); err != nil {
		return err
	}
	return e.showContest(k)
}

type contestList struct {
	Client string `required:"" placeholder:"KEY"`
}

// Run lists a client's contests, newest first.
func (c contestList) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	all, err := e.House.Calendar.Contests(e.Context, client.ID)
	if err != nil {
		return err
	}
	out := make([]contestJSON, 0, len(all))
	for _, k := range all {
		j, err := e.contestOf(k)
		if err != nil {
			return err
		}
		out = append(out, j)
	}
	return e.Print(out, func(w io.Writer) {
		for _, k := range all {
			e.writeContest(w, k)
		}
	})
}

type contestShow struct{ contestArg }

// Run shows a contest with its checklist and its draw.
func (c contestShow) Run(e *env) error {
	k, err := c.find(e)
	if err != nil {
		return err
	}
	return e.showContest(k)
}

type contestAdd struct {
	Client string `required:"" placeholder:"KEY"`
	Name   string `required:"" placeholder:"NAME"`
	contestFlags
}

// Run plans a contest.
func (c contestAdd) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	k := calendar.Contest{Client: client.ID, Name: c.Name}
	if err := c.apply(e, &k); err != nil {
		return err
	}
	if k, err = e.House.Calendar.SaveContest(e.Context, k); err != nil {
		return err
	}
	return e.showContest(k)
}

type contestSet struct {
	contestArg
	Name *string `placeholder:"NAME"`
	contestFlags
}

// Run changes a contest that is not drawn.
func (c contestSet) Run(e *env) error {
	k, err := c.find(e)
	if err != nil {
		return err
	}
	give(&k.Name, c.Name)
	if err := c.apply(e, &k); err != nil {
		return err
	}
	if k, err = e.House.Calendar.SaveContest(e.Context, k); err != nil {
		return err
	}
	return e.showContest(k)
}

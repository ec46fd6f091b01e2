// Package gui is the window of Régie: rail, header, tabs, timer bar, palette,
// menus, the one place of errors and the one path of shutdown. Screens stand
// in packages below and are declared to it; it knows the rooms of the domain
// only through the small interfaces of Deps.
package gui

import (
	"context"
	"log/slog"
	"time"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/gui/screen"
	"regie/gui/widgets"
)

// RailClient is a client as rail and header show it.
type RailClient struct {
	screen.Client
	HasBank   bool  // a contract with hours is in force
	Used      int64 // minutes used this month
	Available int64 // minutes of quota and carry this month
	Forecast  int64 // minutes expected at the end of the month; Used where there is none
	Trouble   string
	Tone      widgets.Tone // of the trouble
}

// RailData is all the rail shows.
type RailData struct {
	Clients     []RailClient // in the order of Ctrl 1 to 9
	Week        int          // things of the acting person this week
	Approvals   int          // decisions waiting
	ClosingDone int          // clients whose last month is closed
	ClosingAll  int
	FirstStart  bool // the data folder is empty: PageFirst takes the window
}

// Rail loads what the rail shows.
type Rail interface {
	Rail(ctx context.Context, p *text.Printer, today civil.Date) (RailData, error)
}

// TimerState is the timer of the acting person.
type TimerState struct {
	Running bool
	Client  string // key
	Name    string // client's name
	Hat     string // label
	HatKey  string
	Note    string
	Start   time.Time
	Today   int64     // seconds logged today, the running entry left out
	Last    TimerLast // what can be continued while none runs
}

// TimerLast is the acting person's last entry; no Name stands for none.
type TimerLast struct{ Name, Hat, Note string }

// TimerChoice says what a timer counts for. What is empty is taken from the
// person's last entry.
type TimerChoice struct {
	// Again goes on with the person's last work; client, hat and note are then
	// its own.
	Again  bool
	Client string // key
	Hat    string // key
	Note   string
	Start  time.Time // when the work began, zero for now
	// Kind and Reason are what the time is made, as the hours room names them;
	// empty as the contract says.
	Kind, Reason string
}

// Timer is the acting person's timer.
type Timer interface {
	State(ctx context.Context, p *text.Printer) (TimerState, error)
	// Start starts a timer; the one that runs ends at the same moment.
	Start(ctx context.Context, c TimerChoice) error
	// Edit changes what the running timer counts for, and when it began.
	Edit(ctx context.Context, c TimerChoice) error
	Stop(ctx context.Context) error
	Hats(ctx context.Context, p *text.Printer) ([]widgets.Option, error)
}

// Person is someone who can act in the window.
type Person struct{ ID, Name string }

// People says who acts. The choice is remembered by the implementation.
type People interface {
	Acting(ctx context.Context) (Person, []Person, error)
	SetActing(ctx context.Context, id string) error
}

// History undoes and does again; what is a sentence in the user's language,
// "" when there is nothing left.
type History interface {
	// Last is the acting person's last act that can be undone, "" for none.
	Last(ctx context.Context) (act string, err error)
	// UndoAct takes one act back.
	UndoAct(ctx context.Context, p *text.Printer, act string) (what string, err error)
	Undo(ctx context.Context, p *text.Printer) (what string, err error)
	Redo(ctx context.Context, p *text.Printer) (what string, err error)
}

// Searcher finds texts, people, hashtags and documents for the palette.
type Searcher interface {
	Search(ctx context.Context, p *text.Printer, query string) ([]screen.Hit, error)
}

// Deps is what the window stands on. Screens, Rail and Now are needed; the
// rest may be nil and is then left out of the window.
type Deps struct {
	Rail  Rail
	Timer Timer
	// BeforeTimer asks what is to be asked before a timer starts, and goes on
	// with what it is started for; nil asks nothing.
	BeforeTimer func(h screen.Host, c TimerChoice, then func(TimerChoice))
	Pulse       Pulse
	People      People
	History     History
	Search      Searcher
	Screens     []screen.Def

	Lang text.Lang // until the user chooses one
	Now  func() time.Time
	Log  *slog.Logger
	// Subscribe calls changed, on any goroutine, after each commit; stop ends
	// it.
	Subscribe func(changed func()) (stop func())
	// Raise yields when a second start asks for this window.
	Raise <-chan struct{}
	// Ready is called once, shortly after the first data are shown: what can
	// wait for them begins then.
	Ready func()
	// Start is the route shown first, the control room by default.
	Start screen.Route
	// Look and Size, where they say something, go before what was last chosen,
	// until the user chooses anew; Scale 0 says nothing.
	Look screen.Look
	Size fyne.Size
	// Warnings are said at the start in the one place of errors.
	Warnings []error
}

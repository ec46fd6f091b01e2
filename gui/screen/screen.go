// Package screen holds what the window's shell and its screens know of each
// other: routes, the Screen interface with its optional parts, and the Host
// through which a screen reaches the window.
package screen

import (
	"context"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/gui/work"
)

// The pages of the rail. PageClient has tabs.
const (
	PageControl   = "control"   // control room
	PageWeek      = "week"      // my week
	PageApprovals = "approvals" // what waits for a decision
	PageClosing   = "closing"   // month close
	PageCapacity  = "capacity"  // the team's load
	PageClient    = "client"    // one client, by tab
	PageAgency    = "agency"    // agency and team
	PageNewClient = "newclient" // the form of a new client
	PageFirst     = "first"     // first start, in place of the whole window
)

// The tabs of a client, in the order of the window.
const (
	TabOverview  = "overview"
	TabCalendar  = "calendar"
	TabTime      = "time"
	TabBudget    = "budget"
	TabCommunity = "community"
	TabAudience  = "audience"
	TabReports   = "reports"
	TabBilling   = "billing"
	TabFile      = "file"
)

// argIdentity opens the form of who the agency, or the client, is on its page.
const argIdentity = "identity/"

// IdentityAt is the Arg that opens the form of who the agency, or the client,
// is, with the keyboard in a field; "" is the first one.
func IdentityAt(field string) string { return argIdentity + field }

// Identity is the field of an Arg that IdentityAt made, false for another.
func Identity(arg string) (field string, ok bool) { return strings.CutPrefix(arg, argIdentity) }

// Route says what the window shows.
type Route struct {
	Page   string      // one of the Page constants
	Client string      // the client's key, "" outside PageClient
	Tab    string      // one of the Tab constants, "" for the one last shown
	Month  civil.Month // the month on screen, zero for the one last shown
	Arg    string      // what to open there: an item's, entry's or document's id
}

// Client is what the shell and its dialogs need to know of a client.
type Client struct {
	Key      string      // short key, "kivu"
	ID       string      // the client's identifier
	Name     string      // "Kivu Maison"
	Initials string      // one or two letters for the tile
	Color    color.NRGBA // the client's own colour, as given
	Logo     fyne.Resource
}

// Screen is one page, or one tab of a client. The shell makes it once, calls
// Show each time it comes on screen, also for another client, and Close at the
// end. All calls come on the UI goroutine.
type Screen interface {
	// Content is the object to show, always the same one. It is asked for
	// after the first Show.
	Content() fyne.CanvasObject
	// Show starts loading what the route names and returns at once.
	Show(Route)
	// Close ends the screen's work and subscriptions.
	Close()
}

// Leaver is a Screen that wants to know when another takes its place.
type Leaver interface{ Leave() }

// Branded is a Screen that shows clients by their tiles. The shell says when
// their list, names, colours or logos (made in the background) have changed.
type Branded interface{ Rebrand() }

// Creator is a Screen with a thing to make: Ctrl N.
type Creator interface{ NewThing() }

// Filterer is a Screen with a filter: Ctrl F.
type Filterer interface{ Filter() }

// Commander is a Screen that adds actions to the palette.
type Commander interface{ Commands() []Command }

// Keyed is a Screen that takes keys which nothing focused has taken.
type Keyed interface{ TypedKey(*fyne.KeyEvent) }

// Stateful is a Screen that keeps its place (scroll, chosen row, filter) per
// client. The shell asks Save before leaving and hands the value to Restore
// before the next Show of the same client.
type Stateful interface {
	Save() any
	Restore(any)
}

// Headed is a Screen that fills the header. The shell asks again after
// Host.HeaderChanged.
type Headed interface{ Header() Header }

// Monthly is a Screen whose header shows the month control. The shell keeps
// one month per client for all tabs and passes it in Route.Month.
type Monthly interface {
	Month() civil.Month
	SetMonth(civil.Month)
}

// Header is what a screen puts in the window's header.
type Header struct {
	Title   string // replaces the page's name; not used on a client's tabs
	Caption string // muted words beside the title
	// Before and After stand left and right of the month control; the one
	// main action comes last in After.
	Before []fyne.CanvasObject
	After  []fyne.CanvasObject
	// Period takes the place of the month control, nil leaves it.
	Period fyne.CanvasObject
}

// Command is one line of the palette.
type Command struct {
	Title string // in the user's language
	Hint  string // key or place, muted, at the right
	Icon  fyne.Resource
	Run   func()
}

// Hit is one line found in the agency's data by the palette.
type Hit struct {
	Title  string // what was found
	Detail string // where: client, date, kind
	Client string // the client's key, "" when it has none
	Route  Route  // where Enter goes
}

// Confirm asks before something leaves in a client's name.
type Confirm struct {
	Client Client
	Title  string // "Émettre la facture F2026-0042"
	Text   string // what follows, in full sentences
	Action string // the button's verb, "Émettre"
	Final  bool   // it cannot be undone: said in words, and the button is red
	Do     func() // called on the UI goroutine when confirmed
}

// Host is the window as a screen sees it. All methods belong to the UI
// goroutine.
type Host interface {
	// Printer speaks the user's language. After a change of language the
	// screens are made anew.
	Printer() *text.Printer
	// Window is the main window, for dialogs and clipboard.
	Window() fyne.Window
	// Runner runs background work; a screen takes Runner().Scope().
	Runner() *work.Runner
	// Today is the present day where the computer stands.
	Today() civil.Date
	// Narrow tells whether side panels are shown as dialogs.
	Narrow() bool

	// Go shows a route.
	Go(Route)
	// HeaderChanged asks for the Header again.
	HeaderChanged()

	// Clients are those of the rail, as last loaded.
	Clients() []Client
	// Client finds one of them by key or identifier.
	Client(keyOrID string) (Client, bool)
	// Reload makes the shell load rail, badges and timer again, after a
	// change made by the screen.
	Reload()

	// Toast says what was done; with undo it offers to take it back, by
	// button and by Ctrl Z. Undo is run in the background.
	Toast(text string, undo func(context.Context) error)
	// Done says what the acting person has just done and offers to take that
	// act back, whatever is done in the meantime.
	Done(text string)
	// Fail shows an error in the window's one place of errors.
	Fail(error)
	// Confirm asks in the client's colour and name.
	Confirm(Confirm)
}

// Def declares a screen to the shell.
type Def struct {
	Page string // one of the Page constants
	Tab  string // one of the Tab constants when Page is PageClient
	New  func(Host) Screen
}

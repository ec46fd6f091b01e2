// Package importing is the window's way in for files of hours and for
// editorial calendars: choose a file, say what its columns hold, settle the
// names that are not known, look at what would be written, write it. Nothing is
// written before the last step, and an import is undone whole.
//
// The draft of an import (draft.go), the reading of its first rows
// (preview.go) and its names (names.go) are plain values without widgets; the
// wizard shows them.
package importing

import (
	"context"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/sheet"
	"regie/gui/widgets"
)

// Room says what a file is brought into.
type Room string

// The rooms that take files.
const (
	RoomHours    Room = "hours"
	RoomCalendar Room = "calendar"
)

// Deps are the rooms' intakes; a nil one cannot be opened.
type Deps struct {
	Hours    *Intake
	Calendar *Intake
}

func (d Deps) of(r Room) *Intake {
	if r == RoomCalendar {
		return d.Calendar
	}
	return d.Hours
}

// Reads says how the cells of a field are understood.
type Reads int

// The ways to read a cell.
const (
	ReadText Reads = iota
	ReadDate
	ReadMoment // date and time in one cell
	ReadClock
	ReadDuration
	ReadNumber
)

// Field is one thing a column may hold.
type Field struct {
	Field sheet.Field
	Reads Reads
	// Whole tells that one value may stand for the whole file: a client, a
	// person.
	Whole bool
}

// Intake is a room's side of an import. Its functions are called in the
// background.
type Intake struct {
	Layouts  []sheet.Layout
	Fields   []Field
	Required [][]sheet.Field // of each group one must have a column or a value
	// Whose are the fields that may name a row's client, of which one is needed;
	// nil where an import always goes to one client.
	Whose []sheet.Field
	// One tells that an import always goes to one client.
	One bool
	// Known lists what a name of a field may stand for, by key: clients,
	// people, hats.
	Known func(ctx context.Context, p *text.Printer) (map[sheet.Field][]widgets.Option, error)
	// Remembered gives what was chosen for the table's header the last time;
	// Asked has what the header says by itself.
	Remembered func(ctx context.Context, a Asked) (Choices, bool, error)
	// Plan reads the whole file and writes nothing.
	Plan func(ctx context.Context, a Asked) (*Plan, error)
	// Create tells which fields' unknown names may be made by the import.
	Create map[sheet.Field]bool
}

// Asked is a file with what was chosen for it.
type Asked struct {
	File   *sheet.File
	Table  *sheet.Table
	Client clients.ID // on whose page it was chosen, empty for none
	Choices
}

// Choices are what a person decided about a file, remembered for the next one
// with the same header.
type Choices struct {
	Mapping sheet.Mapping
	Names   map[sheet.Field]map[string]Pick
}

// Pick is what a name of the file stands for: the key of something known,
// Create, Leave, or "" while nobody has said.
type Pick string

// Picks that are no keys.
const (
	Create Pick = "+create"
	Leave  Pick = "-leave"
)

// Name is a name of the file that is not known.
type Name struct {
	Field sheet.Field
	Text  string
	Rows  int // on how many rows it stands, 0 when that was not counted
}

// Plan is what an import would do.
type Plan struct {
	Rows       int
	Accepted   int
	Duplicates int
	LeftOut    int // rows of names that are left out
	Rejects    []sheet.Reject
	Days       civil.Range
	Parts      []Part
	Unknown    []Name
	// Stated and Read are the seconds of the file's totals row and of its rows
	// that could be read; both nil without such a row.
	Stated, Read *int64
	// Commit writes the plan as one act and gives what takes it back.
	Commit func(ctx context.Context, report func(done, all int)) (undo func(context.Context) error, err error)
}

// Part is what a plan would bring to one month of one client.
type Part struct {
	Client  string // its name
	Month   civil.Month
	Rows    int
	Seconds int64 // of work; 0 in a calendar
}

// Sums tells whether the file's own total is met; known is false without one.
// Minutes are compared, as totals rows are often rounded to them.
func (p *Plan) Sums() (same, known bool) {
	if p.Stated == nil || p.Read == nil {
		return false, false
	}
	d := *p.Stated - *p.Read
	return d > -60 && d < 60, true
}

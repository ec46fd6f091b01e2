// Package icons holds the line icons and signs drawn for Régie, as SVG in one
// colour. The colour to replace is Ink.
package icons

import (
	"bytes"
	"embed"
	"fmt"
)

//go:embed *.svg
var files embed.FS

//go:embed regie.png
var app []byte

//go:embed regie-128.png
var window []byte

// Name names one icon; its file is Name + ".svg".
type Name string

// None is no icon.
const None Name = ""

// Ink is the colour in which every icon is drawn in its file.
const Ink = "#000000"

// App is the application's icon, a PNG of 512 by 512 pixels.
func App() []byte { return bytes.Clone(app) }

// Window is the same of 128 by 128 pixels, which the window bears: it is read
// before the window opens.
func Window() []byte { return bytes.Clone(window) }

// SVG returns an icon's file drawn in the colour given as "#RRGGBB". A name
// that does not exist is an error of the program.
func SVG(n Name, hex string) ([]byte, error) {
	b, err := files.ReadFile(string(n) + ".svg")
	if err != nil {
		return nil, fmt.Errorf("icon %q: %w", n, err)
	}
	return bytes.ReplaceAll(b, []byte(Ink), []byte(hex)), nil
}

// Icons of 24 units, drawn at 16 to 24 pixels.
const (
	Control   Name = "control"
	Week      Name = "week"
	Approvals Name = "approvals"
	Closing   Name = "closing"
	Agency    Name = "agency"
	Plus      Name = "plus"
	Search    Name = "search"
	Play      Name = "play"
	Stop      Name = "stop"
	Switch    Name = "switch"
	Left      Name = "left"
	Right     Name = "right"
	Down      Name = "down"
	Up        Name = "up"
	Close     Name = "close"
	Edit      Name = "edit"
	Trash     Name = "trash"
	Copy      Name = "copy"
	Filter    Name = "filter"
	Undo      Name = "undo"
	Redo      Name = "redo"
	Warning   Name = "warning"
	Error     Name = "error"
	Info      Name = "info"
	Person    Name = "person"
	Download  Name = "download"
	Upload    Name = "upload"
	Print     Name = "print"
	File      Name = "file"
	Image     Name = "image"
	Clock     Name = "clock"
	Calendar  Name = "calendar"
	Check     Name = "check"
	Keyboard  Name = "keyboard"
	Chart     Name = "chart"
	Invoice   Name = "invoice"
	Star      Name = "star"
)

// Signs of 12 units, drawn at 8 to 12 pixels beside a word.
const (
	SignPublished Name = "sign-published"
	SignScheduled Name = "sign-scheduled"
	SignApproved  Name = "sign-approved"
	SignReview    Name = "sign-review"
	SignInternal  Name = "sign-internal"
	SignChanges   Name = "sign-changes"
	SignDraft     Name = "sign-draft"
	SignIdea      Name = "sign-idea"
	SignKeyDate   Name = "sign-keydate"
	SignMeeting   Name = "sign-meeting"
	SignHold      Name = "sign-hold"
	SignCancelled Name = "sign-cancelled"
	SignOK        Name = "sign-ok"
	SignWarn      Name = "sign-warn"
	SignBad       Name = "sign-bad"
	SignInfo      Name = "sign-info"
	SignRise      Name = "sign-rise"
	SignFall      Name = "sign-fall"
)

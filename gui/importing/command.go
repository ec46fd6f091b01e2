package importing

import (
	"regie/assets/icons"
	"regie/gui/screen"
	"regie/gui/theme"
)

// Commands are the palette's lines that open an import of a room, for the
// Commands of the room's screen.
func Commands(h screen.Host, d Deps, r Room, client screen.Client) []screen.Command {
	in := d.of(r)
	if in == nil || (in.One && client.ID == "") {
		return nil
	}
	return []screen.Command{{
		Title: h.Printer().T("importing.command_" + string(r)), Hint: client.Name, Icon: theme.Icon(icons.Upload, theme.Ink()),
		Run: func() { Open(h, d, r, client) },
	}}
}

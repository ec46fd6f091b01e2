package widgets

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"regie/gui/screen"
)

// prefFolder remembers where the last file went.
const prefFolder = "export.folder"

// AskSave asks where a file goes, beginning at the folder of the last one, and
// gives its path; nothing when the person thinks better of it.
func AskSave(h screen.Host, name string, then func(path string)) {
	prefs := fyne.CurrentApp().Preferences()
	save := dialog.NewFileSave(func(w fyne.URIWriteCloser, err error) {
		if err == nil && w == nil {
			return
		}
		// The dialog opened the file; what is written takes its place whole.
		if err == nil {
			err = w.Close()
		}
		if err != nil {
			h.Fail(err)
			return
		}
		path := w.URI().Path()
		prefs.SetString(prefFolder, filepath.Dir(path))
		then(path)
	}, h.Window())
	save.SetFileName(name)
	if folder, err := storage.ListerForURI(storage.NewFileURI(prefs.String(prefFolder))); err == nil {
		save.SetLocation(folder)
	}
	save.Resize(fyne.NewSize(820, 560))
	save.Show()
}

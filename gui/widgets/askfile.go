package widgets

import (
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"regie/gui/screen"
)

// prefFolder remembers where the last file went.
const prefFolder = "export.folder"

// prefSource remembers where the last file came from: receipts, captures and
// exports of other programs rarely lie where one's own files go.
const prefSource = "import.folder"

// askSize is the size of the dialogs that ask for a file or a folder. The
// toolkit can give it to a dialog that is shown alone.
var askSize = fyne.NewSize(820, 560)

// AskSave asks where a file goes, beginning at the folder of the last one, and
// gives its path; nothing when the person thinks better of it.
func AskSave(h screen.Host, name string, then func(path string)) {
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
		remember(prefFolder, filepath.Dir(path))
		then(path)
	}, h.Window())
	save.SetTitleText(h.Printer().T("widgets.save_file"))
	save.SetFileName(name)
	save.SetLocation(lastFolder(prefFolder))
	save.Show()
	save.Resize(askSize)
}

// AskFolder asks for the folder that files go to, as AskSave.
func AskFolder(h screen.Host, then func(path string)) {
	d := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
		switch {
		case err != nil:
			h.Fail(err)
		case u != nil:
			remember(prefFolder, u.Path())
			then(u.Path())
		}
	}, h.Window())
	d.SetTitleText(h.Printer().T("widgets.choose_folder"))
	d.SetLocation(lastFolder(prefFolder))
	d.Show()
	d.Resize(askSize)
}

// AskOpen asks for a file of the computer, beginning at the folder of the last
// one, and gives its path; nothing when the person thinks better of it. Endings, with their dot and in letters of any
// case, are the kinds of files that are shown; none shows all.
func AskOpen(h screen.Host, then func(path string), endings ...string) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err == nil && r == nil {
			return
		}
		// The dialog opened the file; it is read by whoever is given the path.
		if err == nil {
			if err = r.Close(); err != nil {
				err = fmt.Errorf("closing %s: %w", r.URI().Path(), err)
			}
		}
		if err != nil {
			h.Fail(err)
			return
		}
		path := r.URI().Path()
		remember(prefSource, filepath.Dir(path))
		then(path)
	}, h.Window())
	d.SetTitleText(h.Printer().T("widgets.choose_file"))
	d.SetLocation(lastFolder(prefSource))
	if len(endings) > 0 {
		d.SetFilter(storage.NewExtensionFileFilter(endings))
	}
	d.Show()
	d.SetView(dialog.ListView) // whole names, where icons cut them
	d.Resize(askSize)
}

func remember(pref, folder string) {
	fyne.CurrentApp().Preferences().SetString(pref, folder)
}

// lastFolder is the folder a preference remembers; nil, which a dialog takes
// for its own choice, where that is gone.
func lastFolder(pref string) fyne.ListableURI {
	path := fyne.CurrentApp().Preferences().String(pref)
	folder, err := storage.ListerForURI(storage.NewFileURI(path))
	if path == "" || err != nil {
		return nil
	}
	return folder
}

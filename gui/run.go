package gui

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regie/assets/text"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/work"
)

// shutdownLimit is how long Run waits for background work after the window
// has closed.
const shutdownLimit = 5 * time.Second

// patience is how long the window stays empty for the first data: what comes
// later fills a window that stands already. To draw it twice costs more.
const patience = 150 * time.Millisecond

// Toolkit is the toolkit, begun: the application and its window, empty.
type Toolkit struct {
	App    fyne.App
	Window fyne.Window
}

// Begin begins the toolkit, on the main goroutine, and prepares a window of the
// size given, else of the one last used.
func Begin(look screen.Look, size fyne.Size) Toolkit {
	a := app.NewWithID(AppID)
	a.SetIcon(theme.AppIcon())
	p := prefs{p: a.Preferences(), look: look, start: size}
	theme.Apply(a, p.mode(), p.scale())
	t := Toolkit{App: a, Window: a.NewWindow("Régie")}
	t.Window.SetPadded(false)
	t.Window.SetContent(container.NewWithoutLayout())
	t.Window.Resize(p.size())
	return t
}

// Open shows the window, empty, on the main goroutine. Of a start that is what
// takes longest, so the rest is done beside it.
func (t Toolkit) Open() { t.Window.Show() }

// ReadFonts reads the faces of plain words, and those of the toolkit's menu bar
// with the list of the system's. It may be called on any goroutine beside Open,
// as long as nothing else measures text.
func (t Toolkit) ReadFonts() {
	for _, bold := range []bool{false, true} {
		t.App.Driver().RenderedTextSize("Régie", theme.TextBody, fyne.TextStyle{Bold: bold}, theme.Face("Régie", bold))
	}
	t.App.Driver().RenderedTextSize("Régie", theme.TextBody, fyne.TextStyle{}, nil)
}

// Run fills the open window and returns when it is closed, or when ctx ends,
// after all background work has ended or five seconds have passed. It must be
// called on the main goroutine.
func (t Toolkit) Run(ctx context.Context, d Deps) error {
	a := t.App
	r := work.New(context.WithoutCancel(ctx), work.Options{Panicked: func(v any, stack []byte) {
		if d.Log != nil {
			d.Log.Error("panic in background work", "value", v, "stack", string(stack))
		}
	}})
	s := newShell(a, t.Window, r, d)
	var stop func()
	a.Lifecycle().SetOnStarted(func() {
		stop = s.start()
		r.Listen(ctx.Done(), s.Quit)
	})
	s.Reload()
	r.Settled(patience, s.reveal) // so that the first frame has the first data
	a.Run()
	s.tray.stop()
	if stop != nil {
		stop()
	}
	if !r.Wait(shutdownLimit) {
		return fmt.Errorf("closing the window: background work still ran after %s", shutdownLimit)
	}
	return nil
}

// EndLoop ends the main loop. Where the system has no more watchers of files to
// give, the toolkit never got one for its settings and panics over it once all
// else has ended.
func EndLoop(a fyne.App) {
	defer func() {
		if v := recover(); v != nil {
			fyne.LogError("ending the toolkit", fmt.Errorf("panic: %v", v))
		}
	}()
	a.Quit()
}

// fyneWords are the toolkit's own words that can come on screen, by the
// catalogue key that says them.
var fyneWords = map[string]string{
	"Quit": "shell.quit", "Undo": "shell.undo", "Redo": "shell.redo",
	"Copy": "common.copy", "Cut": "common.cut", "Paste": "common.paste",
	"Open": "common.open", "Save": "common.save", "Cancel": "common.cancel",
	"Select all": "shell.select_all", "File": "shell.file", "Folder": "shell.folder",
	"Enter filename": "shell.enter_filename", "New Folder": "shell.new_folder",
	"Create Folder": "shell.create_folder", "Favourites": "shell.favourites",
	"Show Hidden Files": "shell.show_hidden", "Error": "shell.error",
}

// feedFyne gives the toolkit's own menus and file dialogs the words of the
// window's language. The toolkit has no language setter: it reads the words of
// the system's locale, so these are replaced.
func feedFyne(p *text.Printer) {
	words := map[string]string{}
	for w, key := range fyneWords {
		words[w] = p.T(key)
	}
	b, err := json.Marshal(words)
	if err == nil {
		err = lang.AddTranslationsForLocale(b, lang.SystemLocale())
	}
	if err != nil {
		fyne.LogError("words of the toolkit", err)
	}
}

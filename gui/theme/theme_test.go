package theme

import (
	"testing"

	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Ensure the mode wins over the desktop's variant and switches at once.
func TestModeSwitch(t *testing.T) {
	a := test.NewTempApp(t)
	Apply(a, ModeDark, 100)
	if !Dark() || Color(TokenPaper) != Of(TokenPaper, true) {
		t.Error("dark mode shows light colours")
	}
	Apply(a, ModeLight, 100)
	if Dark() || Color(TokenPaper) != Of(TokenPaper, false) {
		t.Error("light mode shows dark colours")
	}
}

// Ensure Fyne's own names resolve to tokens in the variant of the mode.
func TestFyneNames(t *testing.T) {
	th := New(ModeDark)
	if got := th.Color(fynetheme.ColorNameBackground, fynetheme.VariantLight); got != Of(TokenPaper, true) {
		t.Errorf("background is %v", got)
	}
	if th.Size(fynetheme.SizeNameText) != TextBody {
		t.Error("body text has another size")
	}
}

func TestClampScale(t *testing.T) {
	for in, want := range map[int]int{0: 100, 100: 100, 150: 150, 900: 200} {
		if got := ClampScale(in); got != want {
			t.Errorf("ClampScale(%d) = %d", in, got)
		}
	}
}

package arrows

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

type pkg struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
	CgoFiles     []string
	Deps         []string
}

// list runs go list over the module; tags are those of the programs.
func list(t *testing.T, args ...string) []pkg {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-tags", "migrated_fynedo,sqlite_fts5", "-json=ImportPath,Imports,TestImports,XTestImports,CgoFiles,Deps"}, args...)...)
	cmd.Dir = "../../.."
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var pkgs []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return pkgs
		} else if err != nil {
			t.Fatalf("reading go list: %v", err)
		}
		pkgs = append(pkgs, p)
	}
}

// floor is a package's storey; an import may stay on its floor only where
// sameFloor allows it, else it points down.
func floor(path string) int {
	path = strings.TrimPrefix(path, "regie/")
	in := func(roots ...string) bool {
		return slices.ContainsFunc(roots, func(r string) bool { return path == r || strings.HasPrefix(path, r+"/") })
	}
	switch {
	case in("clients/civil", "clients/money", "clients/fault", "clients/hue", "clients/picture", "clients/sheet", "assets"):
		return 0
	case path == "clients":
		return 1
	case in("clients/calendar", "clients/hours", "clients/audience"):
		return 2
	case in("clients/budget", "clients/desk"):
		return 3
	case in("clients/billing"):
		return 4
	case in("clients/store"):
		return 5
	case in("reports"):
		return 6
	case in("gui"):
		return 7
	case in("cmd"):
		return 8
	default:
		return -1
	}
}

// rooms is the order of the rooms: each may import those before it.
var rooms = []string{"regie/clients/calendar", "regie/clients/hours", "regie/clients/audience", "regie/clients/budget", "regie/clients/desk", "regie/clients/billing"}

func roomOf(path string) int {
	return slices.IndexFunc(rooms, func(r string) bool { return path == r || strings.HasPrefix(path, r+"/") })
}

// forbidden says why from may not import to, or nothing.
func forbidden(from, to string) string {
	a, b := floor(from), floor(to)
	switch {
	case a < 0:
		return "has no place in the plan"
	case b < 0:
		return "imports what has no place in the plan"
	case to == "regie/gui/stage":
		return "only tests stand on the stage"
	case from == "regie/gui/stage" && (to == "regie/gui" || to == "regie/clients/store"):
		return "" // the whole house behind the screens under test
	case to == "regie/clients/store" && !strings.HasPrefix(from, "regie/cmd/") && from != to:
		return "only cmd may name the store"
	case b > a:
		return "points up"
	case roomOf(from) >= 0 && roomOf(to) > roomOf(from):
		return "a room imports only those before it"
	case strings.HasPrefix(from, "regie/gui/") && to == "regie/gui":
		return "screens do not know the shell"
	case strings.HasPrefix(from, "regie/reports/page") && strings.HasPrefix(to, "regie/clients/") && b > 0:
		return "the page knows no room"
	}
	return ""
}

// Ensure every import of the module points down the floors of the house.
func TestArrowsPointDown(t *testing.T) {
	for _, p := range list(t, "./...") {
		for _, to := range p.Imports {
			if !strings.HasPrefix(to, "regie/") {
				continue
			}
			if why := forbidden(p.ImportPath, to); why != "" {
				t.Errorf("%s → %s: %s", p.ImportPath, to, why)
			}
		}
	}
}

// Ensure SQL stays in one package and the toolkit in another.
func TestOutsideLibrariesStayInTheirRooms(t *testing.T) {
	for _, p := range list(t, "./...") {
		for _, to := range p.Imports {
			switch {
			case (to == "database/sql" || strings.HasPrefix(to, "github.com/mattn/go-sqlite3")) && !allowed(p.ImportPath, "regie/clients/store", "regie/cmd/regie-bench"):
				t.Errorf("%s imports %s: SQL stays in clients/store", p.ImportPath, to)
			case strings.HasPrefix(to, "fyne.io/fyne/") && !allowed(p.ImportPath, "regie/gui", "regie/cmd/regie", "regie/cmd/regie-bench", "regie/cmd/regie-e2e"):
				t.Errorf("%s imports %s: the toolkit stays in gui", p.ImportPath, to)
			case strings.HasPrefix(to, "codeberg.org/go-pdf/") && !allowed(p.ImportPath, "regie/reports/pdf", "regie/cmd/regie-bench"):
				t.Errorf("%s imports %s: fpdf stays in reports/pdf", p.ImportPath, to)
			}
		}
	}
}

func allowed(path string, roots ...string) bool {
	return slices.ContainsFunc(roots, func(r string) bool { return path == r || strings.HasPrefix(path, r+"/") })
}

// Ensure the script program needs no display library.
func TestScriptProgramNamesNoToolkit(t *testing.T) {
	for _, p := range list(t, "./cmd/regiectl") {
		for _, d := range p.Deps {
			if strings.HasPrefix(d, "fyne.io/") || strings.Contains(d, "go-gl/") {
				t.Errorf("regiectl depends on %s", d)
			}
		}
	}
}

// Ensure the domain builds without cgo: only the store needs it.
func TestDomainBuildsWithoutCgo(t *testing.T) {
	cmd := exec.Command("sh", "-c", "go build $(go list ./clients/... | grep -v /clients/store)")
	cmd.Dir = "../../.."
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building the domain without cgo: %v\n%s", err, out)
	}
}

// Ensure nothing stands at the top but what the plan names.
func TestTopLevelIsThePlan(t *testing.T) {
	plan := []string{"cmd", "gui", "clients", "reports", "assets", "go.mod", "go.sum", "FyneApp.toml", "README.md", "LICENSE", "Makefile"}
	built := []string{"bin", "out", "dist"}
	entries, err := os.ReadDir(filepath.Join("..", "..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(plan, e.Name()) && !slices.Contains(built, e.Name()) {
			t.Errorf("%s stands at the top level and not in the plan", e.Name())
		}
	}
}

// Ensure the rule itself tells right from wrong.
func TestForbidden(t *testing.T) {
	for _, c := range []struct {
		from, to string
		wrong    bool
	}{
		{"regie/gui/plan", "regie/clients/calendar", false},
		{"regie/clients/calendar", "regie/gui/plan", true},
		{"regie/clients/budget", "regie/clients/hours", false},
		{"regie/clients/hours", "regie/clients/budget", true},
		{"regie/clients/hours", "regie/clients/calendar", false},
		{"regie/gui/plan", "regie/clients/store", true},
		{"regie/cmd/internal/wire", "regie/clients/store", false},
		{"regie/clients/civil", "regie/clients", true},
		{"regie/reports", "regie/reports/page", false},
		{"regie/gui/plan", "regie/gui", true},
		{"regie/gui/plan", "regie/gui/stage", true},
		{"regie/gui/stage", "regie/gui", false},
		{"regie/gui/stage", "regie/clients/store", false},
		{"regie/elsewhere", "regie/clients", true},
	} {
		if why := forbidden(c.from, c.to); (why != "") != c.wrong {
			t.Errorf("%s → %s: %q", c.from, c.to, why)
		}
	}
}

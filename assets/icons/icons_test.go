package icons

import (
	"bytes"
	"encoding/xml"
	"go/ast"
	"go/parser"
	"go/token"
	"image/png"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// all are the names that the package declares, by that of their constant.
func all(t *testing.T) map[string]Name {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "icons.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]Name{}
	ast.Inspect(f, func(n ast.Node) bool {
		c, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if of, ok := c.Type.(*ast.Ident); ok && of.Name == "Name" && len(c.Values) == 1 {
			if name, err := strconv.Unquote(c.Values[0].(*ast.BasicLit).Value); err == nil && name != "" {
				list[c.Names[0].Name] = Name(name)
			}
		}
		return true
	})
	if len(list) == 0 {
		t.Fatal("no names found")
	}
	return list
}

// Ensure every name has a file that is well formed and takes the colour.
func TestSVG(t *testing.T) {
	for _, n := range all(t) {
		b, err := SVG(n, "#C2410C")
		if err != nil {
			t.Error(err)
			continue
		}
		if !bytes.Contains(b, []byte("#C2410C")) || bytes.Contains(b, []byte(Ink)) {
			t.Errorf("%s: colour not replaced", n)
		}
		d := xml.NewDecoder(bytes.NewReader(b))
		for {
			if _, err := d.Token(); err != nil {
				if err.Error() != "EOF" {
					t.Errorf("%s: %v", n, err)
				}
				break
			}
		}
	}
	if _, err := SVG("nothing", Ink); err == nil {
		t.Error("a missing icon was found")
	}
}

// Ensure no file stands without a name.
func TestAllNamed(t *testing.T) {
	named := map[string]bool{"regie": true}
	for _, n := range all(t) {
		named[string(n)] = true
	}
	list, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if n := strings.TrimSuffix(f.Name(), ".svg"); !named[n] {
			t.Errorf("%s has no name", f.Name())
		}
	}
}

// Ensure the program draws every icon: one that nothing draws goes with its file.
func TestAllUsed(t *testing.T) {
	used := map[string]bool{}
	for _, top := range []string{"cmd", "gui"} {
		err := filepath.WalkDir(filepath.Join("..", "..", top), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok {
					if of, ok := s.X.(*ast.Ident); ok && of.Name == "icons" {
						used[s.Sel.Name] = true
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for name := range all(t) {
		if !used[name] {
			t.Errorf("nothing draws %s", name)
		}
	}
}

func TestAppIcon(t *testing.T) {
	c, err := png.DecodeConfig(bytes.NewReader(App()))
	if err != nil || c.Width != 512 || c.Height != 512 {
		t.Errorf("%d × %d, %v", c.Width, c.Height, err)
	}
}

// Ensure the window bears the application's icon, made small.
func TestWindowIcon(t *testing.T) {
	c, err := png.DecodeConfig(bytes.NewReader(Window()))
	if err != nil || c.Width != 128 || c.Height != 128 {
		t.Errorf("%d by %d: %v", c.Width, c.Height, err)
	}
}

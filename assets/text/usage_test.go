package text

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// dottedKey is what a key of the catalogue looks like in a call.
var dottedKey = regexp.MustCompile(`^[a-z]\w*(\.[\w-]+)+$`)

// use is one place in the program that takes a sentence from the catalogue.
type use struct {
	at   string
	key  string
	args []string // names given, the first letter small
	sure bool     // all names are literals
	code bool     // a domain error: its cause serves as detail
}

// usesIn finds calls of T and N with a literal key, domain errors with a
// literal code and literal fault keys.
func usesIn(fset *token.FileSet, file *ast.File) []use {
	var found []use
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		key := literal(call.Args[0])
		if !ok || key == "" {
			return true
		}
		pkg, _ := sel.X.(*ast.Ident)
		ofFault := pkg != nil && pkg.Name == "fault"
		u := use{at: fset.Position(call.Pos()).String(), key: key}
		switch {
		case ofFault && sel.Sel.Name == "New":
			u.key, u.code = "error."+key, true
			u.args, u.sure = names(call, 1)
		case ofFault && sel.Sel.Name == "Key":
		case sel.Sel.Name == "T" && dottedKey.MatchString(key):
			u.args, u.sure = names(call, 1)
		case sel.Sel.Name == "N" && dottedKey.MatchString(key) && len(call.Args) > 1:
			u.args, u.sure = names(call, 2)
		default:
			return true
		}
		found = append(found, u)
		return true
	})
	return found
}

func literal(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	return s
}

// names are those of the pairs of name and value from an argument on.
func names(call *ast.CallExpr, from int) (list []string, sure bool) {
	if call.Ellipsis.IsValid() {
		return nil, false
	}
	for i := from; i < len(call.Args); i += 2 {
		name := literal(call.Args[i])
		if name == "" {
			return nil, false
		}
		list = append(list, lowerFirst(name))
	}
	return list, true
}

// TestTheProgramAsksForWhatTheCatalogueHas reads the whole program: every
// literal key and error code has a sentence, and every sentence gets the
// arguments it speaks of.
func TestTheProgramAsksForWhatTheCatalogueHas(t *testing.T) {
	french := rawFiles(FR, t.Errorf)
	fset := token.NewFileSet()
	files := 0
	for _, top := range []string{"cmd", "gui", "clients", "reports", "assets"} {
		err := filepath.WalkDir(filepath.Join("..", "..", top), func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(fset, p, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			files++
			for _, u := range usesIn(fset, file) {
				checkUse(t, french, u)
			}
			return nil
		})
		if err != nil && !strings.Contains(err.Error(), "no such file") {
			t.Error(err)
		}
	}
	if files < 10 {
		t.Errorf("only %d files were read", files)
	}
}

func checkUse(t *testing.T, french map[string]entry, u use) {
	e, ok := french[u.key]
	if !ok {
		t.Errorf("%s: the catalogue has no %s", u.at, u.key)
		return
	}
	if !u.sure {
		return
	}
	for _, v := range variables(t, u.key, e) {
		if !slices.Contains(u.args, v) && !(u.code && v == "detail") {
			t.Errorf("%s: %s speaks of %q, which is not given", u.at, u.key, v)
		}
	}
}

func TestUsesAreFound(t *testing.T) {
	src := `package x
func f(p P, kv []any) {
	p.T("a.b")
	p.N("a.c", 2, "Name", "x")
	fault.New("bad", "value", 1).At("on")
	fault.Key("a.d")
	p.T("a.e", kv...)
	p.T("a.f", name, 1)
	t.T("plain")
	other.New("bad")
}`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range usesIn(fset, file) {
		got = append(got, u.key+":"+strings.Join(u.args, ",")+":"+strconv.FormatBool(u.sure))
	}
	want := []string{"a.b::true", "a.c:name:true", "error.bad:value:true", "a.d::false", "a.e::false", "a.f::false"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

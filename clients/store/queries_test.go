package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// statement is one SQL text found in the package's sources.
type statement struct {
	at   token.Position
	text string
}

// verbs begin a statement of the program.
var verbs = regexp.MustCompile(`^\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|VACUUM|PRAGMA)\b`)

// constants evaluates text expressions that are made of literals and constants
// of the package alone.
type constants map[string]ast.Expr

func (c constants) value(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.ParenExpr:
		return c.value(e.X)
	case *ast.BinaryExpr:
		a, ok1 := c.value(e.X)
		b, ok2 := c.value(e.Y)
		return a + b, ok1 && ok2 && e.Op == token.ADD
	case *ast.Ident:
		if e.Obj == nil { // of another file of the package
			if of, ok := c[e.Name]; ok {
				return c.value(of)
			}
			return "", false
		}
		if spec, ok := e.Obj.Decl.(*ast.ValueSpec); ok && e.Obj.Kind == ast.Con {
			for i, name := range spec.Names {
				if name.Name == e.Name && i < len(spec.Values) {
					return c.value(spec.Values[i])
				}
			}
		}
	}
	return "", false
}

// collectStatements walks the sources: every largest text expression that is
// constant and begins with a verb. Texts that go on at run time (a condition
// added, a list of columns) are counted as open.
func collectStatements(t *testing.T) (whole []statement, open int) {
	t.Helper()
	fset := token.NewFileSet()
	names, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	known := constants{}
	for _, n := range names {
		if !strings.HasSuffix(n.Name(), ".go") || strings.HasSuffix(n.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, n.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
		for name, o := range f.Scope.Objects {
			if v, ok := o.Decl.(*ast.ValueSpec); ok && o.Kind == ast.Con && len(v.Values) == 1 {
				known[name] = v.Values[0]
			}
		}
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			text, constant := known.value(e)
			if _, name := e.(*ast.Ident); name || (constant && !verbs.MatchString(text)) {
				return false
			}
			if constant {
				whole = append(whole, statement{fset.Position(e.Pos()), text})
				return false
			}
			if b, sum := e.(*ast.BinaryExpr); sum && b.Op == token.ADD {
				if first, ok := known.value(leftmost(b)); ok && verbs.MatchString(first) {
					open++
					return false
				}
			}
			return true
		})
	}
	return whole, open
}

// leftmost is the first part of a sum.
func leftmost(b *ast.BinaryExpr) ast.Expr {
	for {
		inner, ok := b.X.(*ast.BinaryExpr)
		if !ok {
			return b.X
		}
		b = inner
	}
}

// Ensure every statement that stands whole in the sources is one that the
// migrated schema takes: tables, columns and functions are there. Beginnings of
// statements ("incomplete input") and forms filled in by Sprintf are left to
// the tests of what builds them.
func TestEveryStatementPrepares(t *testing.T) {
	h := openHouse(t)
	whole, open := collectStatements(t)
	prepared := 0
	for _, s := range whole {
		if strings.Contains(s.text, "%s") || strings.Contains(s.text, "%d") {
			open++
			continue
		}
		err := h.prepare(s.text)
		switch {
		case err == nil:
			prepared++
		case strings.Contains(err.Error(), "incomplete input"), strings.HasSuffix(strings.TrimSpace(s.text), "PRAGMA"):
			open++
		default:
			t.Errorf("%s: %v\n\t%s", s.at, err, s.text)
		}
	}
	t.Logf("%d statements prepared, %d built at run time", prepared, open)
	if prepared < 60 {
		t.Errorf("only %d statements were found", prepared)
	}
}

func (h *house) prepare(text string) error {
	stmt, err := h.store.write.PrepareContext(h.ctx, text)
	if err != nil {
		return err
	}
	defer func() { _ = stmt.Close() }()
	return nil
}

// Ensure the reading of sources would notice a column that is not there.
func TestAWrongStatementWouldBeNoticed(t *testing.T) {
	h := openHouse(t)
	e, err := parser.ParseExpr("`SELECT ` + columns + ` FROM client`")
	if err != nil {
		t.Fatal(err)
	}
	columns, err := parser.ParseExpr("`id, no_such_column`")
	if err != nil {
		t.Fatal(err)
	}
	text, ok := constants{"columns": columns}.value(e)
	if !ok || !verbs.MatchString(text) {
		t.Fatalf("read as %q", text)
	}
	if h.prepare(text) == nil {
		t.Error("a wrong statement was prepared")
	}
}

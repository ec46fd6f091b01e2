package main

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"regie/cmd/internal/wire"
)

// Ensure the tables that screens follow exist: one that is misspelt would leave
// its screen as it stands.
func TestScreensFollowTablesThatExist(t *testing.T) {
	h, err := wire.Open(context.Background(), wire.Options{Folder: filepath.Join(t.TempDir(), "data"), Lang: "fr", Fast: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.Close() }()
	known, seen := h.Store.Tables(), 0
	err = filepath.WalkDir("../../gui", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		for n := range ast.Preorder(file) {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				continue
			}
			if f, ok := call.Fun.(*ast.SelectorExpr); !ok || f.Sel.Name != "Follow" {
				continue
			}
			for _, arg := range call.Args {
				if word, ok := arg.(*ast.BasicLit); ok {
					seen++
					if table, err := strconv.Unquote(word.Value); err != nil || !slices.Contains(known, table) {
						t.Errorf("%s follows %s, which is no table", path, word.Value)
					}
				}
			}
		}
		return nil
	})
	if err != nil || seen < 50 {
		t.Errorf("%d tables followed, %v", seen, err)
	}
}

// SPDX-License-Identifier: Apache-2.0

package osnova_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// shortNames may stand at the level of a package though they have fewer than five letters: measures known by
// their abbreviation, nouns that nobody would write longer, and what a package does as a whole (index.Run).
const shortNames = `
	AHP BoD CSAT CV EDE FDR GE2 Gini KMO Kish Kolm LISA Ln Mean NPS PCA Rake Rook SD Z95
	HTML JSON UTF8 XLSX
	Axis Band Case Cell City Data Day Fail Feed File Form Gap Item Lock Node Page Pass Ring Row Rows Rule Spec Step Text Tree Unit
	Load Open Read Run`

// TestNamesSayWhatTheyName: a name at the level of a package has five letters or more, or is one of the few
// above; each of those is in use.
func TestNamesSayWhatTheyName(t *testing.T) {
	allowed := map[string]int{}
	for _, name := range strings.Fields(shortNames) {
		allowed[name] = 0
	}
	files := token.NewFileSet()
	judge := func(name *ast.Ident) {
		switch n := name.Name; {
		case utf8.RuneCountInString(n) >= 5 || n == "_" || n == "main" || n == "init":
		default:
			if _, ok := allowed[n]; !ok {
				t.Errorf("%s: %s has %d letters; name it by noun and verb of the field", files.Position(name.Pos()), n, len(n))
			}
			allowed[n]++
		}
	}
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == "testdata" || entry.Name() == ".git"):
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, declaration := range file.Decls {
			for _, name := range namesOf(declaration) {
				judge(name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, uses := range allowed {
		if uses == 0 {
			t.Errorf("no package has the name %s any more: take it off the list", name)
		}
	}
}

// namesOf is what a declaration adds to its package: a function, or types, constants and variables. Methods
// belong to their type.
func namesOf(declaration ast.Decl) (names []*ast.Ident) {
	switch d := declaration.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			names = append(names, d.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				names = append(names, s.Name)
			case *ast.ValueSpec:
				names = append(names, s.Names...)
			}
		}
	}
	return names
}

// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// declaredKeys are the keys of all declarations, by the tags of their types.
func declaredKeys(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if field, ok := n.(*ast.Field); ok && field.Tag != nil {
				text, _ := strconv.Unquote(field.Tag.Value)
				if name, _, _ := strings.Cut(reflect.StructTag(text).Get("yaml"), ","); name != "" && name != "-" {
					keys[name] = true
				}
			}
			return true
		})
	}
	if len(keys) < 150 {
		t.Fatalf("%d keys found in the types of declarations", len(keys))
	}
	return keys
}

// TestKeysStandInAdding: each key that a declaration may have stands in docs/adding.md, and the tables of keys there name no other.
func TestKeysStandInAdding(t *testing.T) {
	body, err := os.ReadFile("../docs/adding.md")
	if err != nil {
		t.Fatal(err)
	}
	keys := declaredKeys(t)
	text := string(body)
	for key := range keys {
		if !regexp.MustCompile(`(^|[^\w-])` + key + `($|[^\w-])`).MatchString(text) {
			t.Errorf("docs/adding.md says nothing of the key %s", key)
		}
	}
	named := regexp.MustCompile("`([a-z_0-9.]+)`")
	rows := 0
	for _, line := range strings.Split(text, "\n") {
		first, _, _ := strings.Cut(strings.TrimPrefix(line, "| "), "|")
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		rows++
		for _, m := range named.FindAllStringSubmatch(first, -1) {
			if slices.ContainsFunc(strings.Split(m[1], "."), func(part string) bool { return !keys[part] }) {
				t.Errorf("docs/adding.md has the key %s, which no declaration may have", m[1])
			}
		}
	}
	if rows < 50 {
		t.Errorf("docs/adding.md has %d rows of keys", rows)
	}
}

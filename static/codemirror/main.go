// Command codemirror bundles the editor of the console's scripts from its npm packages
// into static/vendor, with their licenses. It needs npm; the bundle is committed, so
// that nothing else does.
//
// Run it in the repository's root: make codemirror.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"github.com/evanw/esbuild/pkg/api"
)

const (
	source   = "static/codemirror"
	bundle   = "static/vendor/codemirror-6.min.js"
	licenses = "static/vendor/codemirror-LICENSE.txt"
)

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run writes the bundle and prints its row of static/vendor/README.md.
func run(out io.Writer) error {
	dir, err := os.MkdirTemp("", "codemirror-")
	if err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := install(dir); err != nil {
		return err
	}
	code, err := build(dir)
	if err != nil {
		return err
	}
	terms, err := collect(dir)
	if err != nil {
		return err
	}
	if err := errors.Join(os.WriteFile(bundle, code, 0o644), os.WriteFile(licenses, terms, 0o644)); err != nil { //nolint:gosec // public files
		return fmt.Errorf("write bundle: %w", err)
	}
	sum := sha256.Sum256(code)
	_, err = fmt.Fprintf(out, "%s %s\n", filepath.Base(bundle), hex.EncodeToString(sum[:]))
	return err
}

// install gets the packages in the versions of the lock file into a folder; none of
// them may run a program.
func install(dir string) error {
	for _, name := range []string{"index.js", "package.json", "package-lock.json"} {
		content, err := os.ReadFile(filepath.Join(source, name))
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return fmt.Errorf("copy %s: %w", name, err)
		}
	}
	npm := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	npm.Dir, npm.Stderr = dir, os.Stderr
	if err := npm.Run(); err != nil {
		return fmt.Errorf("npm ci: %w", err)
	}
	return nil
}

func build(dir string) ([]byte, error) {
	built := api.Build(api.BuildOptions{
		EntryPoints: []string{filepath.Join(dir, "index.js")}, Bundle: true, Format: api.FormatIIFE, GlobalName: "CodeMirror",
		Target: api.ES2022, MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		LegalComments: api.LegalCommentsNone,
		Banner:        map[string]string{"js": "/* CodeMirror 6, MIT: see codemirror-LICENSE.txt */"},
	})
	for _, problem := range built.Errors {
		return nil, fmt.Errorf("bundle: %s", problem.Text)
	}
	return built.OutputFiles[0].Contents, nil
}

// collect joins the licenses of the installed packages; each text is there once, below
// the packages that have it.
func collect(dir string) ([]byte, error) {
	var all bytes.Buffer
	paths, err := filepath.Glob(filepath.Join(dir, "node_modules", "*", "LICENSE"))
	if err != nil {
		return nil, fmt.Errorf("find licenses: %w", err)
	}
	scoped, err := filepath.Glob(filepath.Join(dir, "node_modules", "@*", "*", "LICENSE"))
	if err != nil {
		return nil, fmt.Errorf("find licenses: %w", err)
	}
	paths = append(paths, scoped...)
	slices.Sort(paths)
	names, texts := map[string]string{}, []string{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read license: %w", err)
		}
		name, err := filepath.Rel(filepath.Join(dir, "node_modules"), filepath.Dir(path))
		if err != nil {
			return nil, fmt.Errorf("name package: %w", err)
		}
		if names[string(text)] == "" {
			texts = append(texts, string(text))
		}
		names[string(text)] += filepath.ToSlash(name) + "\n"
	}
	for _, text := range texts {
		fmt.Fprintf(&all, "%s\n%s\n", names[text], text)
	}
	return all.Bytes(), nil
}

package locales_test

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"portico/locales"
)

// catalog holds the texts of a language by ID and plural form; a text without
// forms has the form "other".
type catalog map[string]map[string]string

// assembled lists IDs that appear in no literal as a whole, with the reason.
var assembled = map[string]string{
	"error.user.username_already_in_use": "app/user puts the field's name into the code",
	"error.user.phone_already_in_use":    "app/user puts the field's name into the code",
}

// forms are the plural forms of a language (Unicode CLDR, cardinals).
var forms = map[string][]string{"en": {"one", "other"}, "zh-CN": {"other"}}

var (
	placeholder = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)
	wellFormed  = regexp.MustCompile(`^(account|experience|consent|console|error|component|demo|invitation)(\.[a-zA-Z_]+)+$`)
	reserved    = []string{"id", "description", "hash", "leftdelim", "rightdelim", "zero", "one", "two", "few", "many", "other"}
)

func TestEveryLanguageHasEveryText(t *testing.T) {
	english := read(t, "en")
	for _, lang := range locales.Languages() {
		texts := read(t, lang)
		if diff := cmp.Diff(ids(english), ids(texts)); diff != "" {
			t.Errorf("%s has other ids than English (-en +%s):\n%s", lang, lang, diff)
		}
		for id, byForm := range texts {
			if want := placeholders(english[id]); !slices.Equal(want, placeholders(byForm)) {
				t.Errorf("%s: %s has the placeholders %q, English has %q", lang, id, placeholders(byForm), want)
			}
			if len(english[id]) > 1 && !slices.Equal(formsOf(byForm), forms[lang]) {
				t.Errorf("%s: %s has the plural forms %q, the language has %q", lang, id, formsOf(byForm), forms[lang])
			}
		}
	}
}

func TestTextsAreWellFormed(t *testing.T) {
	for _, lang := range locales.Languages() {
		for id, byForm := range read(t, lang) {
			if !wellFormed.MatchString(id) || slices.Contains(reserved, path.Ext(id)[1:]) {
				t.Errorf("%s: %s is not a valid ID", lang, id)
			}
			for form, text := range byForm {
				if strings.TrimSpace(text) == "" || text != strings.TrimSpace(text) {
					t.Errorf("%s: %s (%s) is empty or has space around it: %q", lang, id, form, text)
				}
				if strings.Contains(placeholder.ReplaceAllString(text, ""), "{{") {
					t.Errorf("%s: %s has more than names in braces: %q", lang, id, text)
				}
			}
		}
	}
}

// go-i18n reads a table as either plural forms or nested texts, so no ID may be a
// prefix of another.
func TestNoIDIsPrefixOfAnother(t *testing.T) {
	all := ids(read(t, "en"))
	for _, id := range all {
		for _, other := range all {
			if strings.HasPrefix(other, id+".") {
				t.Errorf("%s begins %s", id, other)
			}
		}
	}
}

func TestChineseIsChinese(t *testing.T) {
	hasHan := func(text string) bool {
		return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	}
	for id, byForm := range read(t, "zh-CN") {
		for _, text := range byForm {
			if !hasHan(text) {
				t.Errorf("%s is not translated: %q", id, text)
			}
		}
	}
	for id, byForm := range read(t, "en") {
		for _, text := range byForm {
			if hasHan(text) {
				t.Errorf("%s is not English: %q", id, text)
			}
		}
	}
}

func TestCodeAndTextsAgree(t *testing.T) {
	texts := read(t, "en")
	code := scan(t, "..")
	for id, where := range code.needed {
		if _, ok := texts[id]; !ok {
			t.Errorf("%s uses %s, which has no text", where, id)
		}
	}
	for id := range texts {
		_, listed := assembled[id]
		switch used := code.literals[id] || code.literals[strings.TrimPrefix(id, "error.")]; {
		case !used && !listed:
			t.Errorf("no code uses %s", id)
		case used && listed:
			t.Errorf("%s is used as a literal: take it off the list", id)
		}
	}
	for id := range assembled {
		if _, ok := texts[id]; !ok {
			t.Errorf("%s is listed, but has no text", id)
		}
	}
}

// Every text renders with its placeholders filled.
func TestTextsTakeTheirData(t *testing.T) {
	english := read(t, "en")
	for _, lang := range locales.Languages() {
		for id, byForm := range english {
			data := locales.Data{}
			for _, name := range placeholders(byForm) {
				data[name] = "1"
			}
			got := locales.T(in(lang), id, data)
			if len(byForm) > 1 {
				got = locales.N(in(lang), id, 1, data)
			}
			if got == id || got == "" || strings.Contains(got, "<no value>") {
				t.Errorf("%s: %s renders as %q", lang, id, got)
			}
		}
	}
}

func read(t *testing.T, lang string) catalog {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(lang, "*.toml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files for %s: %v", lang, err)
	}
	texts := catalog{}
	for _, file := range files {
		area, suffix, _ := strings.Cut(filepath.Base(file), ".")
		if suffix != lang+".toml" {
			t.Errorf("%s is not named after its language", file)
		}
		var entries map[string]any
		if _, err := toml.DecodeFile(file, &entries); err != nil {
			t.Fatal(err)
		}
		for id, entry := range entries {
			area, _, _ := strings.Cut(area, "_") // console_role is console's file for one noun
			if !strings.HasPrefix(id, area+".") {
				t.Errorf("%s: %s belongs to another area", file, id)
			}
			if _, ok := texts[id]; ok {
				t.Errorf("%s: %s is also in another file", file, id)
			}
			texts[id] = byForm(t, id, entry)
		}
	}
	return texts
}

func byForm(t *testing.T, id string, entry any) map[string]string {
	t.Helper()
	switch entry := entry.(type) {
	case string:
		return map[string]string{"other": entry}
	case map[string]any:
		texts := map[string]string{}
		for form, text := range entry {
			texts[form], _ = text.(string)
		}
		return texts
	}
	t.Fatalf("%s is a %T", id, entry)
	return nil
}

func ids(c catalog) []string {
	var all []string
	for id := range c {
		all = append(all, id)
	}
	slices.Sort(all)
	return all
}

func formsOf(byForm map[string]string) []string {
	var all []string
	for form := range byForm {
		all = append(all, form)
	}
	slices.Sort(all)
	return all
}

// placeholders lists the names in all forms of a text. One form may omit a count
// ("a field"), so only the forms together must agree.
func placeholders(byForm map[string]string) []string {
	var names []string
	for _, text := range byForm {
		for _, found := range placeholder.FindAllStringSubmatch(text, -1) {
			names = append(names, found[1])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// usage is what the code refers to.
type usage struct {
	needed   map[string]string // ids that must have a text, with the file that needs them
	literals map[string]bool   // every string literal
}

var (
	literal  = regexp.MustCompile(`"([a-zA-Z_.]+)"`)
	lookUp   = regexp.MustCompile(`locales\.[TN]\(\s*[^",]+,\s*"([^"]+)"`)
	newFault = regexp.MustCompile(`(?:fault\.)?New\(\s*(?:fault\.)?(?:Internal|Invalid|Unauthenticated|Forbidden|Missing|Conflict|Unprocessable|Limited|Unsupported|Unavailable)\s*,\s*"([^"]+)"\s*\)`)
)

// scan reads all Go and templ files below root except tests and generated
// files.
func scan(t *testing.T, root string) usage {
	t.Helper()
	found := usage{needed: map[string]string{}, literals: map[string]bool{}}
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && strings.HasPrefix(entry.Name(), ".") && file != root {
			return fs.SkipDir
		}
		if entry.IsDir() || !isSource(file) {
			return nil
		}
		source, err := os.ReadFile(file)
		found.take(file, string(source))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func isSource(file string) bool {
	if path.Ext(file) == ".templ" {
		return true
	}
	return path.Ext(file) == ".go" && !strings.HasSuffix(file, "_test.go") && !strings.HasSuffix(file, "_templ.go")
}

func (u usage) take(file, source string) {
	for _, found := range literal.FindAllStringSubmatch(source, -1) {
		u.literals[found[1]] = true
	}
	for _, found := range lookUp.FindAllStringSubmatch(source, -1) {
		u.needed[found[1]] = file
	}
	for _, found := range newFault.FindAllStringSubmatch(source, -1) {
		u.needed["error."+found[1]] = file
	}
}

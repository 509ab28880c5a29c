package command_test

import (
	"strings"
	"testing"

	"portico/models"
)

// listed parses a printed list of keys: the ID by algorithm and stage.
func listed(t *testing.T, text string) map[string]string {
	t.Helper()
	keys := map[string]string{}
	for line := range strings.Lines(text) {
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(columns) != 4 || !strings.HasSuffix(columns[3], "Z") {
			t.Fatalf("line %q", line)
		}
		keys[columns[1]+" "+columns[2]] = columns[0]
	}
	return keys
}

func TestKeysList(t *testing.T) {
	e := installed(t)
	for _, tenant := range []string{models.TenantDefault, models.TenantAdmin} {
		keys := listed(t, e.succeeds(t, "", "keys", "list", "--tenant="+tenant))
		for _, stage := range []string{"ES256 Current", "ES256 Next", "RS256 Current", "RS256 Next"} {
			if keys[stage] == "" {
				t.Errorf("%s has no %s key", tenant, stage)
			}
		}
	}
	e.fails(t, 1, "no tenant acme", "", "keys", "list", "--tenant=acme")
}

func TestKeysRotate(t *testing.T) {
	tests := []struct{ name, algorithm, flag string }{
		{"the tenant's default", "ES256", ""},
		{"a named one", "RS256", "--algorithm=RS256"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := installed(t)
			before := listed(t, e.succeeds(t, "", "keys", "list"))
			args := []string{"keys", "rotate"}
			if test.flag != "" {
				args = append(args, test.flag)
			}
			left := listed(t, e.succeeds(t, "", args...))
			after := listed(t, e.succeeds(t, "", "keys", "list"))
			for stage, id := range left {
				if !strings.HasPrefix(stage, test.algorithm+" ") || after[stage] != id {
					t.Errorf("%s %s is printed but not stored", stage, id)
				}
			}
			if after[test.algorithm+" Current"] != before[test.algorithm+" Next"] || after[test.algorithm+" Previous"] != before[test.algorithm+" Current"] {
				t.Errorf("before %v, after %v", before, after)
			}
		})
	}
	e := installed(t)
	e.fails(t, 1, "HS256", "", "keys", "rotate", "--algorithm=HS256")
	e.fails(t, 1, "no tenant acme", "", "keys", "rotate", "--tenant=acme")
}

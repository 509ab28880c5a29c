package store_test

import (
	"errors"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

// Every search returns a list or an error about the pattern. Except for regular
// expressions, whose syntax differs by database, both databases return the same list.
func FuzzSearch(f *testing.F) {
	databases := []*store.Store{searchable(f, storetest.SQLite(f))}
	if os.Getenv("TEST_POSTGRES_URL") != "" {
		databases = append(databases, searchable(f, storetest.Postgres(f)))
	}
	for _, value := range []string{
		"", "%", "ann%", "%ANN_lee%", `50\%`, `\`, `\\`, "(ann|bob)%", "[^a-c]%", "[[:alpha:]]+", "a{2,3}", "(a", "[", "^a.*$", `\S+`,
		"%é", "\x00", "\xff", "a\nb", "(?i)a", "***=a", "a**", "[]a]", "[^]a]", `[\]]`, "[a-]", "x||y", "()", `\d`, "{", "a{1}{2}", "'", "?", "@a", "$1",
	} {
		for mode := range byte(4) {
			f.Add(mode, value, mode%2 == 0)
		}
	}
	f.Fuzz(func(t *testing.T, mode byte, value string, isCaseSensitive bool) {
		modes := []store.SearchMode{store.SearchExact, store.SearchLike, store.SearchSimilarTo, store.SearchPOSIX}
		term := store.SearchTerm{Mode: modes[int(mode)%len(modes)], Values: []string{value}}
		search := store.Search{Terms: []store.SearchTerm{term}, IsCaseSensitive: isCaseSensitive}
		var found [][]string
		for _, records := range databases {
			users, total, err := records.Users.List(t.Context(), store.UserFilter{Search: search}, store.Page{Limit: 10})
			if errors.Is(err, store.ErrPattern) || errors.Is(err, store.ErrPatternTooSlow) {
				return
			}
			if err != nil || total != int64(len(users)) {
				t.Fatalf("%s: %d of %d, %v", term.Mode, len(users), total, err)
			}
			ids := []string{}
			for _, user := range users {
				ids = append(ids, user.ID)
			}
			found = append(found, ids)
		}
		if term.Mode == store.SearchPOSIX {
			return
		}
		for _, other := range found[1:] {
			if diff := cmp.Diff(found[0], other); diff != "" {
				t.Errorf("%s %q, case %t (-sqlite +postgres):\n%s", term.Mode, value, isCaseSensitive, diff)
			}
		}
	})
}

// searchable returns a tenant with a few users.
func searchable(f *testing.F, db *store.DB) *store.Store {
	f.Helper()
	tenant := &models.Tenant{ID: "t", Name: "t", DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings()}
	if err := db.CreateTenant(f.Context(), tenant); err != nil {
		f.Fatal(err)
	}
	records := db.Tenant("t")
	for i, name := range []string{"Ann Lee", "ann", "Bob", `50% off \deal`, "Émile_Zola", "aaa", "a.b|c(d)[e]{f}*+?^$", "]", ""} {
		user := &models.User{ID: "u" + string(rune('0'+i)), Name: &name, CreatedAt: int64(i)}
		if err := records.Users.Insert(f.Context(), user); err != nil {
			f.Fatal(err)
		}
	}
	return records
}

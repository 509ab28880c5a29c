package storetest

import (
	"errors"
	"strings"
	"testing"

	"portico/models"
	"portico/models/store"
)

func searchTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"users":        testSearchUsers,
		"applications": testSearchApplications,
		"bad patterns": testBadPatterns,
		"slow pattern": testSlowPattern,
		"no such term": testUnknownSearch,
	}
}

// term is a search with one term.
func term(field string, mode store.SearchMode, values ...string) store.Search {
	return store.Search{Terms: []store.SearchTerm{{Field: field, Mode: mode, Values: values}}}
}

func withCase(search store.Search) store.Search {
	search.IsCaseSensitive = true
	return search
}

// joined is a search whose terms must all match.
func joined(searches ...store.Search) store.Search {
	all := store.Search{IsJoinedByAnd: true}
	for _, search := range searches {
		all.Terms = append(all.Terms, search.Terms...)
	}
	return all
}

func either(searches ...store.Search) store.Search {
	all := joined(searches...)
	all.IsJoinedByAnd = false
	return all
}

// createFound adds the users for the searches to find, newest first.
func createFound(t *testing.T, s *store.Store) {
	t.Helper()
	users := []*models.User{
		{
			ID: "u-ann", Username: ptr("Ann_Lee"), UsernameKey: ptr("ann_lee"), Name: ptr("Ann Lee"),
			PrimaryEmail: ptr("Ann.Lee@Example.com"), EmailKey: ptr("ann.lee@example.com"), PrimaryPhone: ptr("15550001"),
		},
		{ID: "u-bob", Username: ptr("bob"), UsernameKey: ptr("bob"), Name: ptr(`50% off \deal`)},
		{ID: "u-jürgen", PrimaryEmail: ptr("j@example.org"), EmailKey: ptr("j@example.org"), Name: ptr("Jürgen Änne")},
		{ID: "u-bare"},
	}
	for i, one := range users {
		one.CreatedAt = now + int64(len(users)-i)
		ok(t, s.Users.Insert(t.Context(), one))
	}
}

func testSearchUsers(t *testing.T, w *world) {
	createFound(t, w.own)
	const like, exact, similar, posix = store.SearchLike, store.SearchExact, store.SearchSimilarTo, store.SearchPOSIX
	all := []string{"u-ann", "u-bob", "u-jürgen", "u-bare", user}
	tests := []struct {
		name   string
		search store.Search
		want   []string
	}{
		{"no terms", store.Search{}, all},
		{"no terms, joined", store.Search{IsJoinedByAnd: true}, all},
		{"no value", term("", like), nil},
		{"no value for a field", term("name", exact), nil},

		{"anywhere", term("", like, "%ann%"), []string{"u-ann"}},
		{"anywhere, in capitals", term("", like, "%ANN%"), []string{"u-ann"}},
		{"anywhere, beyond ASCII", term("", like, "%ÄNNE%"), []string{"u-jürgen"}},
		{"anywhere, in a field", term("primaryEmail", like, "%LEE%"), []string{"u-ann"}},
		{"anywhere, in another field", term("primaryPhone", like, "%lee%"), nil},
		{"anything", term("", like, "%"), all},
		{"anything, twice", term("", like, "%%"), all},
		{"anything, in a field", term("name", like, "%"), []string{"u-ann", "u-bob", "u-jürgen", user}},
		{"beginning", term("", like, "ann%"), []string{"u-ann"}},
		{"not the start of a field", term("", like, "lee%"), nil},
		{"end", term("", like, "%lee"), []string{"u-ann"}},
		{"whole", term("", like, "ann lee"), []string{"u-ann"}},
		{"half", term("", like, "ann le"), nil},
		{"one character", term("", like, "_nn lee"), []string{"u-ann"}},
		{"no character", term("", like, "_ann lee"), nil},
		{"one character in the middle", term("name", like, "%n_l%"), []string{"u-ann"}},
		{"one character beyond ASCII", term("name", like, "%_nne"), []string{"u-jürgen"}},
		{"one character before a field", term("", like, "%_j@%"), nil},
		{"underscore", term("username", like, `%n\_l%`), []string{"u-ann"}},
		{"underscore elsewhere", term("name", like, `%n\_l%`), nil},
		{"percent sign", term("", like, `%50\%%`), []string{"u-bob"}},
		{"percent sign at the end", term("", like, `%%off\%`), nil},
		{"backslash", term("", like, `%\\deal`), []string{"u-bob"}},
		{"not across fields", term("", like, "%lee%ann%"), nil},
		{"empty", term("", like, ""), nil},
		{"several", term("", like, "%bob%", "%lee%"), []string{"u-ann", "u-bob"}},
		{"a phone", term("primaryPhone", like, "1555%"), []string{"u-ann"}},
		{"an id", term("id", like, "u-%"), []string{"u-ann", "u-bob", "u-jürgen", "u-bare"}},
		{"like with case", withCase(term("", like, "%lee%")), nil},
		{"like with case, as written", withCase(term("", like, "%Ann%")), []string{"u-ann"}},
		{"like with case, in a field", withCase(term("name", like, "J%Ä%")), []string{"u-jürgen"}},
		{"anything with case", withCase(term("username", like, "%")), []string{"u-ann", "u-bob", user}},

		{"exact", term("primaryEmail", exact, "ANN.lee@example.com"), []string{"u-ann"}},
		{"exact, only part", term("primaryEmail", exact, "ann.lee@example"), nil},
		{"exact in any field", term("", exact, "bob"), []string{"u-bob"}},
		{"exact beyond ASCII", term("name", exact, "jürgen änne"), []string{"u-jürgen"}},
		{"exact with wildcards", term("", exact, "%ann%"), nil},
		{"exact with a wildcard in it", term("name", exact, `50% OFF \deal`), []string{"u-bob"}},
		{"exact empty", term("", exact, ""), nil},
		{"exact, several values", term("username", exact, "BOB", "ann_lee", "carl"), []string{"u-ann", "u-bob"}},
		{"exact with case", withCase(term("username", exact, "ann_lee")), nil},
		{"exact with case, as written", withCase(term("username", exact, "Ann_Lee")), []string{"u-ann"}},

		{"similar", term("", similar, "(ann|bo)%"), []string{"u-ann", "u-bob"}},
		{"similar whole only", term("", similar, "ann"), nil},
		{"similar with a class", term("", similar, "ann[[:space:]]lee"), []string{"u-ann"}},
		{"similar with a set", term("", similar, "ann[_.]lee"), []string{"u-ann"}},
		{"similar, not in a set", term("username", similar, "[^ab]%"), nil},
		{"similar with a number", term("", similar, "an{2} lee"), []string{"u-ann"}},
		{"similar with repeats", term("", similar, "x?an+_le*"), []string{"u-ann"}},
		{"similar, dot is literal", term("", similar, "a.n lee"), nil},
		{"similar with an escape", term("", similar, `ann\_lee`), []string{"u-ann"}},
		{"similar with an escaped letter", term("", similar, `\ann lee`), []string{"u-ann"}},
		{"similar with case", withCase(term("", similar, "(Ann|Bo) %")), []string{"u-ann"}},
		{"similar, several values", term("username", similar, "b%", "ann%"), []string{"u-ann", "u-bob"}},

		{"posix", term("", posix, "^ann.lee$"), []string{"u-ann"}},
		{"posix anywhere", term("", posix, "NN.L"), []string{"u-ann"}},
		{"posix in a field", term("primaryEmail", posix, "example[.](com|net)$"), []string{"u-ann", user}},
		{"posix empty", term("", posix, "^$"), nil},
		{"posix beyond ASCII", term("", posix, "ÄNNE$"), []string{"u-jürgen"}},
		{"posix keeps its classes", term("name", posix, `^\S+$`), []string{user}},
		{"posix with case", withCase(term("", posix, "nn.L")), []string{"u-ann"}},
		{"posix with case, other", withCase(term("", posix, "NN.L")), nil},

		{"either", either(term("name", like, "%änne%"), term("username", exact, "bob")), []string{"u-bob", "u-jürgen"}},
		{"either of three modes", either(term("", like, "%nobody%"), term("", posix, "^b.b$"), term("name", similar, "ann%")), []string{"u-ann", "u-bob"}},
		{"both", joined(term("", like, "%ann%"), term("primaryEmail", like, "%example.com")), []string{"u-ann"}},
		{"both, in different users", joined(term("", like, "%ann%"), term("username", exact, "bob")), nil},
		{"both, with a regular expression", joined(term("", like, "%e%"), term("name", posix, "e$")), []string{"u-ann", "u-jürgen"}},

		{"another tenant's", term("", like, "%foreign%"), nil},
		{"another tenant's, exactly", withCase(term("id", exact, foreign)), nil},
		{"another tenant's, by expression", term("name", posix, "other|foreign"), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			wantUsers(t, w.own, test.search, test.want)
			ok(t, w.own.InTx(t.Context(), func(tx *store.Store) error {
				wantUsers(t, tx, test.search, test.want)
				return nil
			}))
		})
	}
}

// wantUsers checks which users a search finds.
func wantUsers(t *testing.T, s *store.Store, search store.Search, want []string) {
	t.Helper()
	users, total, err := s.Users.List(t.Context(), store.UserFilter{Search: search}, store.Page{Limit: 10})
	ok(t, err)
	equal(t, userIDs(users), nil, want)
	equal(t, total, nil, int64(len(want)))
}

func userIDs(users []models.User) []string {
	var ids []string
	for _, one := range users {
		ids = append(ids, one.ID)
	}
	return ids
}

func testSearchApplications(t *testing.T, w *world) {
	shop := newApplication("shop", "Corner Shop")
	shop.CreatedAt = now + 1
	bare := &models.Application{ID: "bare", Name: "Bare", Type: models.ApplicationSPA, CreatedAt: now + 2}
	ok(t, w.own.Applications.Insert(t.Context(), shop))
	ok(t, w.own.Applications.Insert(t.Context(), bare))
	tests := []struct {
		name   string
		search store.Search
		want   []string
	}{
		{"anywhere", term("", store.SearchLike, "%SHOP%"), []string{"shop"}},
		{"anything", term("", store.SearchLike, "%"), []string{"bare", "shop", app}},
		{"description", term("description", store.SearchLike, "about%"), []string{"shop", app}},
		{"exact", term("name", store.SearchExact, "corner shop", "bare"), []string{"bare", "shop"}},
		{"exact with case", withCase(term("name", store.SearchExact, "corner shop", "Bare")), []string{"bare"}},
		{"similar", term("", store.SearchSimilarTo, "(corner|bar)%"), []string{"bare", "shop"}},
		{"posix", term("id", store.SearchPOSIX, "^[as]"), []string{"shop", app}},
		{"posix with case", withCase(term("", store.SearchPOSIX, "^B")), []string{"bare"}},
		{"another tenant's", term("", store.SearchLike, "%foreign%"), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found, total, err := w.own.Applications.List(t.Context(), store.ApplicationFilter{Search: test.search}, store.Page{Limit: 10})
			ok(t, err)
			equal(t, applicationIDs(found), nil, test.want)
			equal(t, total, nil, int64(len(test.want)))
		})
	}
}

func testBadPatterns(t *testing.T, w *world) {
	nobody := w.db.Tenant(absent)
	tests := map[store.SearchMode][]string{
		store.SearchExact:     nil,
		store.SearchLike:      {`ann\`, `\`},
		store.SearchSimilarTo: {`ann\`, "(ann", "ann)", "(a))(b", "[ann", "*", "(*a)", "a|+", "{2}", "a{x}", "a{2", "a{2}{3}", "(?i)a", "[z-a]"},
		store.SearchPOSIX:     {"(", "[", "*", "a{2,1}", "[z-a]"},
	}
	for mode, values := range tests {
		for _, value := range append(values, "a\x00b", "a\xffb", strings.Repeat("a", 5000)) {
			t.Run(string(mode)+" "+value[:min(len(value), 10)], func(t *testing.T) {
				for _, s := range []*store.Store{w.own, nobody} {
					for _, search := range []store.Search{term("", mode, value), withCase(term("name", mode, value))} {
						_, _, err := s.Users.List(t.Context(), store.UserFilter{Search: search}, store.Page{Limit: 10})
						fails(t, err, store.ErrPattern)
						_, _, err = s.Applications.List(t.Context(), store.ApplicationFilter{Search: search}, store.Page{Limit: 10})
						fails(t, err, store.ErrPattern)
					}
				}
			})
		}
	}
	wantUsers(t, w.own, store.Search{}, []string{user}) // the failures have no lasting effect
}

// However slow an expression is, a search ends.
func testSlowPattern(t *testing.T, w *world) {
	expression := "(.*a){50}b"
	if w.db.Dialect() == store.Postgres {
		expression = `^(a+)\1$` // two equal halves of an odd length
	}
	for _, id := range strings.Split("abcdefghijklmnopqrstuvwxyz", "") {
		long := newApplication(id, "long")
		long.Description = ptr(strings.Repeat("a", 99_999))
		ok(t, w.own.Applications.Insert(t.Context(), long))
	}
	filter := store.ApplicationFilter{Search: term("description", store.SearchPOSIX, expression)}
	_, _, err := w.own.Applications.List(t.Context(), filter, store.Page{Limit: 10})
	fails(t, err, store.ErrPatternTooSlow)
	filter.Search = term("description", store.SearchPOSIX, "^about")
	found, _, err := w.own.Applications.List(t.Context(), filter, store.Page{Limit: 10})
	equal(t, applicationIDs(found), err, []string{app})
}

func testUnknownSearch(t *testing.T, w *world) {
	for _, search := range []store.Search{
		term("passwordHash", store.SearchLike, "%"), term("primary_email", store.SearchLike, "%"), term("", "glob", "*"),
	} {
		_, _, err := w.own.Users.List(t.Context(), store.UserFilter{Search: search}, store.Page{Limit: 10})
		if err == nil || errors.Is(err, store.ErrPattern) {
			t.Errorf("%+v: got error %v", search, err)
		}
	}
}

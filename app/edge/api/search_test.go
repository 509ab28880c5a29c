package api_test

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/edge/api"
	"portico/app/ground/fault"
	"portico/models/store"
)

func TestParseSearch(t *testing.T) {
	fields := []string{"name", "username"}
	like := func(field string, values ...string) store.SearchTerm {
		return store.SearchTerm{Field: field, Mode: store.SearchLike, Values: values}
	}
	tests := []struct {
		name, query string
		want        *store.Search // nil: rejected
	}{
		{"nothing", "page=2", &store.Search{}},
		{"all fields", "search=%25ann%25", &store.Search{Terms: []store.SearchTerm{like("", "%ann%")}}},
		{"an empty pattern", "search=", &store.Search{}},
		{"an empty pattern for a field", "search.name=", nil},
		{"similar_to ignoring case", "search=a&mode=similar_to", nil},
		{"similar_to", "search=a&mode=similar_to&isCaseSensitive=true", &store.Search{
			Terms: []store.SearchTerm{{Mode: store.SearchSimilarTo, Values: []string{"a"}}}, IsCaseSensitive: true,
		}},
		{"one field", "search.name=ann", &store.Search{Terms: []store.SearchTerm{like("name", "ann")}}},
		{"joined by and", "search.name=a&search.username=b&joint=and", &store.Search{
			Terms: []store.SearchTerm{like("name", "a"), like("username", "b")}, IsJoinedByAnd: true,
		}},
		{"case counts", "search=A&isCaseSensitive=true", &store.Search{
			Terms: []store.SearchTerm{like("", "A")}, IsCaseSensitive: true,
		}},
		{"a mode for all", "search=a&mode=exact", &store.Search{
			Terms: []store.SearchTerm{{Mode: store.SearchExact, Values: []string{"a"}}},
		}},
		{"a mode for one", "search=a&search.name=b&mode.name=posix", &store.Search{Terms: []store.SearchTerm{
			like("", "a"), {Field: "name", Mode: store.SearchPOSIX, Values: []string{"b"}},
		}}},
		{"several exact values", "search.name=a&search.name=b&mode.name=exact", &store.Search{Terms: []store.SearchTerm{
			{Field: "name", Mode: store.SearchExact, Values: []string{"a", "b"}},
		}}},
		{"several other values", "search.name=a&search.name=b", nil},
		{"unknown field", "search.password=a", nil},
		{"unknown mode", "search=a&mode=fuzzy", nil},
		{"unknown mode of a field", "search.name=a&mode.name=LIKE", nil},
		{"mode without its field", "mode.name=exact", nil},
		{"unknown joint", "search=a&joint=xor", nil},
		{"two joints", "joint=and&joint=or", nil},
		{"not a boolean", "isCaseSensitive=1", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			query, err := url.ParseQuery(test.query)
			if err != nil {
				t.Fatal(err)
			}
			got, err := api.ParseSearch(query, fields)
			if test.want == nil {
				if f := fault.From(err); f.Kind != fault.Invalid || f.Code != "request.invalid_input" {
					t.Errorf("got %+v, %v", got, err)
				}
				return
			}
			if diff := cmp.Diff(*test.want, got); diff != "" || err != nil {
				t.Error(diff, err)
			}
		})
	}
}

func FuzzParseSearch(f *testing.F) {
	for _, seed := range []string{"", "search=a", "search.name=a&mode.name=exact", "joint=and", "search.=x", "mode=%00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		query, err := url.ParseQuery(raw)
		if err != nil {
			return
		}
		search, err := api.ParseSearch(query, store.UserSearchFields())
		if err != nil && fault.From(err).Kind != fault.Invalid {
			t.Fatalf("%q: %v", raw, err)
		}
		for _, term := range search.Terms {
			if len(term.Values) == 0 {
				t.Fatalf("%q: a term without a pattern", raw)
			}
		}
	})
}

package api

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"

	"portico/app/ground/fault"
	"portico/models/store"
)

// Search has the search parameters of a list: embed it in the input. There are also
// search.<field> and mode.<field> for each field: see SearchParams.
type Search struct {
	Text            string `query:"search" doc:"A pattern for all fields; search.<field> applies to one field. In like mode, % stands for any text and _ for any character"`
	Mode            string `query:"mode" doc:"How to match: exact, like (the default), similar_to (with isCaseSensitive=true only) or posix; mode.<field> applies to one field"`
	Joint           string `query:"joint" doc:"Whether one pattern must match (or, the default) or all (and)"`
	IsCaseSensitive string `query:"isCaseSensitive" doc:"true or false (default)"`

	query url.Values
}

// Resolve stores the query, for the parameters of single fields.
func (s *Search) Resolve(ctx huma.Context) []error {
	s.query, _ = queryOf(humafiber.Unwrap(ctx)) // RefuseUnstorable has rejected malformed queries
	return nil
}

// Store returns the search in these fields. Fault: request.invalid_input.
func (s *Search) Store(fields []string) (store.Search, error) { return ParseSearch(s.query, fields) }

// SearchParams documents the parameters of single fields, for Operation.Params.
func SearchParams(fields []string) []*huma.Param {
	texts := &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeString}}
	modes := &huma.Schema{Type: huma.TypeString, Enum: []any{"exact", "like", "similar_to", "posix"}}
	isExploded := true
	var params []*huma.Param
	for _, field := range fields {
		params = append(params,
			&huma.Param{
				Name: named("search", field), In: "query", Schema: texts, Explode: &isExploded,
				Description: "A pattern for this field; can be repeated in exact mode",
			},
			&huma.Param{
				Name: named("mode", field), In: "query", Schema: modes,
				Description: "How to match this field",
			})
	}
	return params
}

// ParseSearch parses the search parameters of a query. Fault: request.invalid_input.
func ParseSearch(query url.Values, fields []string) (store.Search, error) {
	p := &searchParser{query: query, fields: fields}
	search := store.Search{
		IsJoinedByAnd:   p.oneOf("joint", "or", "and") == "and",
		IsCaseSensitive: p.oneOf("isCaseSensitive", "false", "true") == "true",
	}
	for _, field := range append([]string{""}, fields...) {
		values := p.values(field)
		if len(values) == 0 {
			continue
		}
		term := store.SearchTerm{Field: field, Mode: p.mode(field, values), Values: values}
		if term.Mode == store.SearchSimilarTo && !search.IsCaseSensitive {
			p.refuse("the mode %s needs isCaseSensitive=true", term.Mode)
		}
		search.Terms = append(search.Terms, term)
	}
	p.refuseOtherFields()
	if p.err != nil {
		return store.Search{}, invalidSearch(p.err)
	}
	return search, nil
}

// SearchFault translates the store's errors about patterns into a fault.
func SearchFault(err error) error {
	if errors.Is(err, store.ErrPattern) || errors.Is(err, store.ErrPatternTooSlow) {
		return invalidSearch(err)
	}
	return err
}

func invalidSearch(cause error) error {
	return fault.New(fault.Invalid, "request.invalid_input").At("search").Because(cause)
}

// searchParser records the first error.
type searchParser struct {
	query  url.Values
	fields []string
	err    error
}

func (p *searchParser) refuse(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
}

// oneOf reads a parameter with a fixed set of values; the first is the default.
func (p *searchParser) oneOf(name string, allowed ...string) string {
	values := p.query[name]
	if len(values) == 0 || len(values) == 1 && values[0] == "" {
		return allowed[0]
	}
	if len(values) > 1 || !slices.Contains(allowed, values[0]) {
		p.refuse("%s: one of %s", name, strings.Join(allowed, ", "))
	}
	return values[0]
}

// values returns the patterns for a field. An empty one for all fields, which an empty
// search box sends, is ignored; a named field needs a pattern.
func (p *searchParser) values(field string) []string {
	values := p.query[named("search", field)]
	if field != "" && slices.Contains(values, "") {
		p.refuse("%s: the pattern is empty", named("search", field))
	}
	return slices.DeleteFunc(slices.Clone(values), func(value string) bool { return value == "" })
}

func (p *searchParser) mode(field string, values []string) store.SearchMode {
	modes := []string{string(store.SearchLike), string(store.SearchExact), string(store.SearchSimilarTo), string(store.SearchPOSIX)}
	mode := p.oneOf("mode", modes...)
	if name := named("mode", field); field != "" && p.query.Has(name) {
		mode = p.oneOf(name, modes...)
	}
	if len(values) > 1 && mode != string(store.SearchExact) {
		p.refuse("%s: several values are for the mode exact", named("search", field))
	}
	return store.SearchMode(mode)
}

// refuseOtherFields rejects parameters that would silently have no effect.
func (p *searchParser) refuseOtherFields() {
	for name := range p.query {
		for _, prefix := range []string{"search.", "mode."} {
			field, ok := strings.CutPrefix(name, prefix)
			if !ok {
				continue
			}
			if !slices.Contains(p.fields, field) {
				p.refuse("%s: the fields are %s", name, strings.Join(p.fields, ", "))
			}
			if prefix == "mode." && !p.query.Has("search."+field) {
				p.refuse("%s: there is no search.%s", name, field)
			}
		}
	}
}

func named(name, field string) string {
	if field == "" {
		return name
	}
	return name + "." + field
}

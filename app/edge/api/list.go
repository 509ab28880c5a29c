package api

import (
	"context"

	"portico/app/ground/tenant"
	"portico/models/store"
)

// Output is the output of one record.
type Output[B any] struct{ Body B }

// One returns the output of a record, or the error.
func One[T, B any](record *T, err error, body func(*T) B) (*Output[B], error) {
	if err != nil {
		return nil, err
	}
	return &Output[B]{Body: body(record)}, nil
}

// All returns the output of a list without paging, or the error.
func All[T, B any](rows []T, err error, body func(*T) B) (*Output[[]B], error) {
	if err != nil {
		return nil, err
	}
	return &Output[[]B]{Body: Bodies(rows, body)}, nil
}

// List is the output of a list of records.
type List[B any] struct {
	Paged
	Body []B
}

// Listed returns the output of a page of a list.
func Listed[T, B any](page *Page, rows []T, total int64, body func(*T) B) *List[B] {
	return &List[B]{Paged: page.Paged(total), Body: Bodies(rows, body)}
}

// ListedWhole returns the output of a list that is complete unless a page is requested:
// see Page.OrWhole.
func ListedWhole[T, B any](page *Page, rows []T, total int64, body func(*T) B) *List[B] {
	list := &List[B]{Paged: Paged{TotalNumber: total}, Body: Bodies(rows, body)}
	if page.IsAsked() {
		list.Paged = page.Paged(total)
	}
	return list
}

// OrWhole returns the page for the store, or the whole list if the request does not
// specify a page.
func (p *Page) OrWhole() store.Page {
	if p.IsAsked() {
		return p.Store()
	}
	return store.Page{}
}

// Bodies returns the bodies of records; never nil.
func Bodies[T, B any](rows []T, body func(*T) B) []B {
	bodies := make([]B, 0, len(rows))
	for i := range rows {
		bodies = append(bodies, body(&rows[i]))
	}
	return bodies
}

// Find returns a page of the results of a search in these fields. Fault:
// request.invalid_input.
func Find[T, B any](ctx context.Context, page *Page, search *Search, fields []string,
	read func(context.Context, store.Search, store.Page) ([]T, int64, error), body func(*T) B,
) (*List[B], error) {
	rows, total, err := found(ctx, search, fields, page.Store(), read)
	if err != nil {
		return nil, err
	}
	return Listed(page, rows, total, body), nil
}

// FindWhole is like Find, but returns all results unless the request specifies a page.
// Fault: request.invalid_input.
func FindWhole[T, B any](ctx context.Context, page *Page, search *Search, fields []string,
	read func(context.Context, store.Search, store.Page) ([]T, int64, error), body func(*T) B,
) (*List[B], error) {
	rows, total, err := found(ctx, search, fields, page.OrWhole(), read)
	if err != nil {
		return nil, err
	}
	return ListedWhole(page, rows, total, body), nil
}

// FindWithin is Find among what belongs to a record, if the record exists. Faults:
// request.invalid_input and those of exists.
func FindWithin[R, T, B any](ctx context.Context, input *Within, exists func(context.Context, *store.Store, string) (*R, error), fields []string,
	read func(context.Context, *store.Store, store.Search, store.Page) ([]T, int64, error), body func(*T) B,
) (*List[B], error) {
	records := tenant.From(ctx).Store
	if _, err := exists(ctx, records, input.ID); err != nil {
		return nil, err
	}
	return Find(ctx, &input.Page, &input.Search, fields,
		func(ctx context.Context, search store.Search, page store.Page) ([]T, int64, error) {
			return read(ctx, records, search, page)
		}, body)
}

func found[T any](ctx context.Context, search *Search, fields []string, page store.Page,
	read func(context.Context, store.Search, store.Page) ([]T, int64, error),
) ([]T, int64, error) {
	parsed, err := search.Store(fields)
	if err != nil {
		return nil, 0, err
	}
	rows, total, err := read(ctx, parsed, page)
	return rows, total, SearchFault(err)
}

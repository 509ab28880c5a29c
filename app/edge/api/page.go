package api

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"

	"portico/app/ground/tenant"
	"portico/models/store"
)

// Page is the requested page of a list: embed it in the input.
type Page struct {
	Number int `query:"page" minimum:"1" maximum:"10000000" default:"1" doc:"Counted from 1"`
	Size   int `query:"page_size" minimum:"1" maximum:"100" default:"20" doc:"Rows per page"`

	address string     // public, without the query
	query   url.Values // as received
}

// Resolve stores the address for the links to other pages.
func (p *Page) Resolve(ctx huma.Context) []error {
	// The path as the client sees it, with the tenant's prefix.
	c, address := humafiber.Unwrap(ctx), ctx.URL()
	p.address = tenant.From(c.UserContext()).Origin + address.Path
	p.query, _ = queryOf(c) // RefuseUnstorable has rejected malformed queries
	return nil
}

// Store returns the page for the store.
func (p *Page) Store() store.Page {
	return store.Page{Offset: (p.Number - 1) * p.Size, Limit: p.Size}
}

// IsAsked reports whether the request specifies a page.
func (p *Page) IsAsked() bool { return p.query.Has("page") || p.query.Has("page_size") }

// Paged has the headers of a list: embed it in the output.
type Paged struct {
	TotalNumber int64  `header:"Total-Number" doc:"Rows on all pages"`
	Link        string `header:"Link" doc:"Other pages: first, prev, next, last (RFC 8288)"`
}

// Paged returns the headers with links to the other pages (RFC 8288).
func (p *Page) Paged(total int64) Paged {
	last := max(1, int((total+int64(p.Size)-1)/int64(p.Size)))
	links := []string{p.link("first", 1)}
	if p.Number > 1 {
		links = append(links, p.link("prev", min(p.Number-1, last)))
	}
	if p.Number < last {
		links = append(links, p.link("next", p.Number+1))
	}
	links = append(links, p.link("last", last))
	return Paged{TotalNumber: total, Link: strings.Join(links, ", ")}
}

func (p *Page) link(relation string, number int) string {
	query := url.Values{}
	for name, values := range p.query {
		query[name] = values
	}
	query.Set("page", strconv.Itoa(number))
	query.Set("page_size", strconv.Itoa(p.Size))
	return fmt.Sprintf("<%s?%s>; rel=%q", p.address, query.Encode(), relation)
}

//go:build e2e

package e2e_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// visitor is a user with a browser without JavaScript: only pages, forms, links and
// cookies.
type visitor struct {
	origins []string // the sites that the visitor looks at: ours, and a client's if it has pages
	client  *http.Client
}

// page is where a visitor has arrived: a page of the site, or an address outside.
type page struct {
	outside string // the address of another site, which is not opened; "" on a page
	url     *url.URL
	status  int
	header  http.Header
	body    string
	root    *html.Node
}

func newVisitor(s *site, clients ...string) (*visitor, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &visitor{origins: append(clients, s.url), client: &http.Client{Jar: jar, CheckRedirect: stay}}, nil
}

// open opens an address and follows redirects within the sites.
func (v *visitor) open(address string) (*page, error) {
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	return v.follow(request)
}

func (v *visitor) follow(request *http.Request) (*page, error) {
	const most = 10
	for range most {
		request.Header.Set("Accept", "text/html,*/*;q=0.8") // as a browser that goes somewhere
		resp, err := v.client.Do(request)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode/100 != 3 {
			return read(resp)
		}
		_ = resp.Body.Close()
		next, err := resp.Location()
		if err != nil {
			return nil, err
		}
		if !v.isHere(next) {
			return &page{outside: next.String()}, nil
		}
		if request, err = http.NewRequest(http.MethodGet, next.String(), nil); err != nil {
			return nil, err
		}
	}
	return nil, fmt.Errorf("%d redirects without a page", most)
}

// isHere reports whether an address is on the site; an application on the same origin is
// not.
func (v *visitor) isHere(u *url.URL) bool {
	return slices.Contains(v.origins, u.Scheme+"://"+u.Host) && u.Path != "/demo-app"
}

func read(resp *http.Response) (*page, error) {
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	root, err := html.Parse(strings.NewReader(string(body)))
	if err != nil {
		return nil, err
	}
	return &page{
		url: resp.Request.URL, status: resp.StatusCode, header: resp.Header, body: string(body), root: root,
	}, nil
}

// submit submits a form of a page; values are added to its hidden fields.
func (v *visitor) submit(p *page, form string, values map[string]string) (*page, error) {
	node := p.byID(form)
	if node == nil {
		return nil, fmt.Errorf("%s has no form %s: %s", p.url, form, p.body)
	}
	action, err := p.url.Parse(attribute(node, "action"))
	if err != nil {
		return nil, err
	}
	fields := url.Values{}
	for input := range node.Descendants() {
		if input.Data == "input" && attribute(input, "type") == "hidden" {
			fields.Set(attribute(input, "name"), attribute(input, "value"))
		}
	}
	for name, value := range values {
		fields.Set(name, value)
	}
	request, err := http.NewRequest(http.MethodPost, action.String(), strings.NewReader(fields.Encode()))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.follow(request)
}

// byID finds an element; nil if there is none.
func (p *page) byID(id string) *html.Node { return p.find("id", id) }

// byName finds a field; nil if there is none.
func (p *page) byName(name string) *html.Node { return p.find("name", name) }

func (p *page) find(name, value string) *html.Node {
	if p.root == nil {
		return nil
	}
	for node := range p.root.Descendants() {
		if attribute(node, name) == value {
			return node
		}
	}
	return nil
}

func attribute(node *html.Node, name string) string {
	for _, a := range node.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

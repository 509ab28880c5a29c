package servertest

import (
	"encoding/json"
	"html"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// Response is a response whose body has been read.
type Response struct {
	*http.Response
	Text string
	t    testing.TB
}

// JSON returns the body as an object.
func (r *Response) JSON() map[string]any {
	r.t.Helper()
	object := map[string]any{}
	if err := json.Unmarshal([]byte(r.Text), &object); err != nil {
		r.t.Fatalf("status %d, no JSON object: %s", r.StatusCode, r.Text)
	}
	return object
}

// Redirect returns the target of a redirect; it fails the test if there is none.
func (r *Response) Redirect() *url.URL {
	r.t.Helper()
	location, err := r.Location()
	if err != nil {
		r.t.Fatalf("status %d and no redirect: %s", r.StatusCode, r.Text)
	}
	return location
}

// Browser keeps cookies and follows redirects within the provider.
type Browser struct {
	provider *Provider
	jar      *cookiejar.Jar
	// Language is sent as Accept-Language.
	Language string
}

// Browser opens a browser without cookies.
func (p *Provider) Browser() *Browser {
	p.t.Helper()
	return &Browser{provider: p, jar: must(cookiejar.New(nil))(p.t), Language: "en"}
}

// Get opens an address and follows redirects within the provider; it returns a
// redirect to elsewhere.
func (b *Browser) Get(address string) *Response {
	b.provider.t.Helper()
	return b.send(http.MethodGet, address, "")
}

// Post sends form fields to an address.
func (b *Browser) Post(address string, fields url.Values) *Response {
	b.provider.t.Helper()
	return b.send(http.MethodPost, address, fields.Encode())
}

func (b *Browser) send(method, address, body string) *Response {
	b.provider.t.Helper()
	for range 10 {
		response := b.once(method, address, body)
		if response.StatusCode < 300 || response.StatusCode > 399 {
			return response
		}
		next := response.Redirect()
		if next.Scheme+"://"+next.Host != Endpoint {
			return response
		}
		method, address, body = http.MethodGet, next.String(), ""
	}
	b.provider.t.Fatal("more than ten redirects")
	return nil
}

func (b *Browser) once(method, address, body string) *Response {
	b.provider.t.Helper()
	if strings.HasPrefix(address, "/") {
		address = Endpoint + address
	}
	request := must(http.NewRequest(method, address, strings.NewReader(body)))(b.provider.t)
	request.Header.Set("Accept-Language", b.Language)
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Origin", "null") // as in browsers, because the pages' policy is no-referrer
		request.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	return b.Send(request)
}

// Visit opens an address without following redirects.
func (b *Browser) Visit(address string) *Response {
	b.provider.t.Helper()
	return b.once(http.MethodGet, address, "")
}

// Send sends one request as it is, with the browser's cookies.
func (b *Browser) Send(request *http.Request) *Response {
	b.provider.t.Helper()
	for _, cookie := range b.jar.Cookies(request.URL) {
		request.AddCookie(cookie)
	}
	response := b.provider.Do(request)
	b.jar.SetCookies(request.URL, response.Cookies())
	response.Request = request
	return response
}

// Cookie returns the value of a cookie, "" if the browser does not have it.
func (b *Browser) Cookie(name string) string {
	origin, _ := url.Parse(Endpoint)
	for _, cookie := range b.jar.Cookies(origin) {
		if cookie.Name == name {
			return cookie.Value
		}
	}
	return ""
}

// SetCookie sets a cookie.
func (b *Browser) SetCookie(name, value string) {
	origin, _ := url.Parse(Endpoint)
	b.jar.SetCookies(origin, []*http.Cookie{{Name: name, Value: value, Path: "/"}})
}

// Submit fills in the form with an id on a page and submits it, like a browser without
// JavaScript.
func (b *Browser) Submit(page *Response, formID string, fields map[string]string) *Response {
	b.provider.t.Helper()
	action, values := page.Form(formID)
	for name, value := range fields {
		values.Set(name, value)
	}
	return b.Post(action, values)
}

// checkedRadio finds the chosen radio buttons of a form.
func checkedRadio() *regexp.Regexp {
	return regexp.MustCompile(`<input type="radio" name="([^"]*)" value="([^"]*)" checked`)
}

// Form finds a form by id and returns its action, hidden fields and chosen radio
// buttons.
func (r *Response) Form(id string) (string, url.Values) {
	r.t.Helper()
	form := regexp.MustCompile(`(?s)<form id="` + regexp.QuoteMeta(id) + `"[^>]*action="([^"]*)"[^>]*>(.*?)</form>`).FindStringSubmatch(r.Text)
	if form == nil {
		r.t.Fatalf("status %d, no form %s: %s", r.StatusCode, id, r.Text)
	}
	values := url.Values{}
	for _, input := range regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`).FindAllStringSubmatch(form[2], -1) {
		values.Set(html.UnescapeString(input[1]), html.UnescapeString(input[2]))
	}
	for _, input := range checkedRadio().FindAllStringSubmatch(form[2], -1) {
		values.Set(html.UnescapeString(input[1]), html.UnescapeString(input[2]))
	}
	return html.UnescapeString(form[1]), values
}

// SignIn submits the sign-in page.
func (b *Browser) SignIn(page *Response, username, password string) *Response {
	b.provider.t.Helper()
	return b.Submit(page, "sign-in-form", map[string]string{"identifier": username, "password": password})
}

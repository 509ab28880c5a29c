package main

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
)

// visit is one browser: it keeps cookies, follows redirects up to the
// application's redirect URI and fills in the sign-in form.
type visit struct {
	client             *http.Client
	base               string
	username, password string // of the user who signs in
}

// newVisit starts without cookies; transport keeps the connections of many visits.
func newVisit(base string, transport http.RoundTripper) (*visit, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, fmt.Errorf("make cookie jar: %w", err)
	}
	return &visit{base: base, username: username, password: password, client: &http.Client{
		Jar:       jar,
		Transport: transport,
		CheckRedirect: func(next *http.Request, _ []*http.Request) error {
			if strings.HasPrefix(next.URL.String(), redirectURI) {
				return http.ErrUseLastResponse
			}
			return nil
		},
	}}, nil
}

// authorizationURL is a request for a code (OpenID Connect Core 1.0, section 3.1.2.1).
func authorizationURL(s site, app credentials, scope, prompt string) string {
	query := url.Values{
		"client_id": {app.ID}, "redirect_uri": {redirectURI}, "response_type": {"code"},
		"scope": {scope}, "state": {"bench"},
		"code_challenge": {codeChallenge}, "code_challenge_method": {"S256"},
	}
	if prompt != "" {
		query.Set("prompt", prompt)
	}
	return s.endpoints.Authorization + "?" + query.Encode()
}

// authorize goes through an authorization request, signs in when asked to, and
// returns the code.
func (v *visit) authorize(ctx context.Context, target string) (string, error) {
	page, code, err := v.send(ctx, http.MethodGet, target, nil)
	if err != nil || code != "" {
		return code, err
	}
	form, err := page.form("sign-in-form")
	if err != nil {
		return "", err
	}
	form.fields.Set("identifier", v.username)
	form.fields.Set("password", v.password)
	page, code, err = v.send(ctx, http.MethodPost, form.action, form.fields)
	if err != nil {
		return "", err
	}
	if code == "" {
		return "", fmt.Errorf("sign-in ended on a page: %s", lastLines(page.body))
	}
	return code, nil
}

// page is an HTML page and its URL.
type page struct {
	url  *url.URL
	body string
}

// send returns the page where the redirects end, or the code in the redirect to
// the application.
func (v *visit) send(ctx context.Context, method, target string, form url.Values) (page, string, error) {
	req, err := http.NewRequestWithContext(ctx, method, target, strings.NewReader(form.Encode()))
	if err != nil {
		return page{}, "", fmt.Errorf("visit %s: %w", target, err)
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Origin", v.base)
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	resp, err := v.client.Do(req)
	if err != nil {
		return page{}, "", fmt.Errorf("visit: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return page{}, "", fmt.Errorf("visit %s: %w", target, err)
	}
	if location := resp.Header.Get("Location"); location != "" {
		code, err := codeOf(location)
		return page{}, code, err
	}
	if resp.StatusCode != http.StatusOK {
		return page{}, "", fmt.Errorf("visit %s: status %d: %s", resp.Request.URL, resp.StatusCode, lastLines(string(body)))
	}
	return page{url: resp.Request.URL, body: string(body)}, "", nil
}

// codeOf reads the authorization code from a redirect to the application.
func codeOf(location string) (string, error) {
	u, err := url.Parse(location)
	if err != nil {
		return "", fmt.Errorf("read redirect: %w", err)
	}
	code := u.Query().Get("code")
	if code == "" {
		return "", fmt.Errorf("redirect without a code: %s", location)
	}
	return code, nil
}

// form is an HTML form as a browser would submit it.
type form struct {
	action string
	fields url.Values
}

// form finds a form by its id.
func (p page) form(id string) (form, error) {
	_, rest, found := strings.Cut(p.body, `id="`+id+`"`)
	if !found {
		return form{}, fmt.Errorf("%s has no form %s: %s", p.url, id, lastLines(p.body))
	}
	markup, _, _ := strings.Cut(rest, "</form>")
	action, err := p.url.Parse(attribute(markup, "action"))
	if err != nil {
		return form{}, errors.New("form without a readable action")
	}
	fields := url.Values{}
	for _, input := range regexp.MustCompile(`<input[^>]*>`).FindAllString(markup, -1) {
		if name := attribute(input, "name"); name != "" {
			fields.Set(name, attribute(input, "value"))
		}
	}
	return form{action: action.String(), fields: fields}, nil
}

// attribute is the first value of an attribute in a piece of markup.
func attribute(markup, name string) string {
	_, rest, _ := strings.Cut(markup, " "+name+`="`)
	value, _, _ := strings.Cut(rest, `"`)
	return html.UnescapeString(value)
}

// cookies is the Cookie header that the visit would send to the site.
func (v *visit) cookies() (string, error) {
	u, err := url.Parse(v.base)
	if err != nil {
		return "", fmt.Errorf("read cookies: %w", err)
	}
	var pairs []string
	for _, cookie := range v.client.Jar.Cookies(u) {
		pairs = append(pairs, cookie.Name+"="+cookie.Value)
	}
	return strings.Join(pairs, "; "), nil
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"text/tabwriter"
	"time"
)

// Sizes of the installations in which tokens are issued, in people.
const (
	mintFew  = 10
	mintMany = 100_000
)

// mintRequests is how often each token is issued, alternating.
const mintRequests = 400

// mintAim is the maximum cost of issuing with many people, as a ratio to few.
const mintAim = 1.2

// From the example in package fixtures.
const (
	aliceUsername  = "alice"
	alicePassword  = "Alice-Shops-2026"
	aliceResource  = "https://shopping.api/"
	aliceCompany   = "shopping0foo"
	aliceScope     = "openid offline_access urn:logto:scope:organizations read write invite:member"
	aliceResources = aliceResource + ",urn:logto:resource:organizations"
)

// mintAsks lists the tokens that Alice's refresh token is used for.
func mintAsks() []struct {
	name string
	ask  url.Values
} {
	return []struct {
		name string
		ask  url.Values
	}{
		{"resource", url.Values{"resource": {aliceResource}}},
		{"resource in an organization", url.Values{"resource": {aliceResource}, "organization_id": {aliceCompany}}},
		{"organization", url.Values{"organization_id": {aliceCompany}}},
	}
}

// mintSite is an installation with Alice's refresh token, which is not rotated
// during the measurement: the application is confidential.
type mintSite struct {
	running *process
	site    site
	conn    *connection
	token   string
}

// measureMints compares the time to issue a token in a small and in a large
// installation: medians in milliseconds.
func (p program) measureMints(ctx context.Context, folder string) ([]listFigure, error) {
	var sites []*mintSite
	for _, people := range []int{mintFew, mintMany} {
		s, err := p.startMintSite(ctx, filepath.Join(folder, "mint-"+strconv.Itoa(people)), people)
		if err != nil {
			return nil, err
		}
		defer s.running.stop()
		sites = append(sites, s)
	}
	var all []listFigure
	for _, mint := range mintAsks() {
		var times [2][]float64
		for range mintRequests {
			for i, s := range sites {
				took, err := s.mint(mint.ask)
				if err != nil {
					return nil, err
				}
				times[i] = append(times[i], took)
			}
		}
		all = append(all, listFigure{name: mint.name, few: median(times[0]), many: median(times[1])})
	}
	return all, nil
}

func (p program) startMintSite(ctx context.Context, data string, people int) (*mintSite, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	p.address, p.data = address, data
	if err := p.seed(ctx, people); err != nil {
		return nil, err
	}
	running, err := p.start(ctx)
	if err != nil {
		return nil, err
	}
	s := &mintSite{running: running}
	if err := s.signIn(ctx, p); err != nil {
		running.stop()
		return nil, err
	}
	return s, nil
}

func (s *mintSite) signIn(ctx context.Context, p program) error {
	var err error
	if s.site, err = setUp(ctx, p); err != nil {
		return err
	}
	v, err := newVisit(p.base(), http.DefaultTransport)
	if err != nil {
		return err
	}
	v.username, v.password = aliceUsername, alicePassword
	request := authorizationURL(s.site, s.site.web, aliceScope, "consent") + "&resource=" + url.QueryEscape(aliceResources)
	code, err := v.authorize(ctx, request)
	if err != nil {
		return err
	}
	all, err := connect(p.base())
	if err != nil {
		return err
	}
	s.conn = all[0]
	answer, err := exchange(s.conn, s.site, s.site.web, code)
	if err == nil && answer.RefreshToken == "" {
		err = errors.New("no refresh token for offline_access")
	}
	s.token = answer.RefreshToken
	return err
}

// mint refreshes for a token and returns how long that took, in milliseconds.
func (s *mintSite) mint(ask url.Values) (float64, error) {
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {s.token}}
	for name, values := range ask {
		form[name] = values
	}
	began := time.Now()
	answer, err := tokens(s.conn, s.site, s.site.web, form)
	took := float64(time.Since(began).Microseconds()) / 1000
	if err == nil && answer.RefreshToken != "" {
		s.token = answer.RefreshToken
	}
	return took, err
}

// printMints writes how long issuing a token takes.
func printMints(w io.Writer, figures []listFigure) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintf(t, "\ntoken\twith %d people\twith %d\tratio\taim\n", mintFew, mintMany)
	for _, f := range figures {
		ratio := f.many / f.few
		_, _ = fmt.Fprintf(t, "%s\t%.2f ms\t%.2f ms\t%.2f\tat most %.1f: %s\n", f.name, f.few, f.many, ratio, mintAim, verdict(ratio <= mintAim))
	}
	_ = t.Flush()
}

// mints measures and prints them, unless only other figures were requested.
func (p plan) mints(ctx context.Context, server program, folder string) error {
	if p.only != "" && p.only != "mints" {
		return nil
	}
	figures, err := server.measureMints(ctx, folder)
	if err != nil {
		return err
	}
	printMints(os.Stdout, figures)
	return nil
}

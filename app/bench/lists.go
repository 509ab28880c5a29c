package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"text/tabwriter"
	"time"
)

// Sizes of the installations whose lists are compared, in people; there is an
// application for every hundred.
const (
	fewPeople  = 100
	manyPeople = 100_000
)

// listAim is the maximum time for a list, in milliseconds.
const listAim = 100

// listRequests is how often each list is requested, alternating.
const listRequests = 15

// listPaths are the lists of the console and of the Management API, searched or not.
func listPaths() []string {
	return []string{
		"/console/users", "/console/users?page=4000", "/console/users?q=ann", "/console/users?q=a", "/console/users?q=zzzz",
		"/console/applications", "/console/applications?q=a", "/console/audit-logs",
		"/api/users", "/api/users?page=1000&page_size=100", "/api/users?search=%25ann%25", "/api/users?search=%25zzzz%25",
		"/api/applications?page=1", "/api/applications?page=1&search=%25a%25", "/api/logs",
		"/console/api-resources", "/console/roles", "/console/roles?q=role", "/console/organization-template",
		"/console/organizations", "/console/organizations?q=company", "/console/organizations?page=40",
		"/api/resources?includeScopes=1&page=1", "/api/roles?page=1", "/api/roles?page=1&search=%25role%25",
		"/api/organization-roles?page=1", "/api/organization-scopes?page=1",
		"/api/organizations?page=1&showFeatured=1", "/api/organizations?page=1&q=company",
	}
}

// listFigure is a list with few and with many people: medians in milliseconds.
type listFigure struct {
	name      string
	few, many float64
}

// measureLists compares the lists of a small and of a large installation.
func (p program) measureLists(ctx context.Context, folder string) ([]listFigure, error) {
	var sites []*listSite
	for _, people := range []int{fewPeople, manyPeople} {
		s, err := p.startListSite(ctx, filepath.Join(folder, strconv.Itoa(people)), people)
		if err != nil {
			return nil, err
		}
		defer s.running.stop()
		sites = append(sites, s)
	}
	var all []listFigure
	for _, path := range listPaths() {
		var times [2][]float64
		for range listRequests {
			for i, s := range sites {
				took, err := s.get(ctx, path)
				if err != nil {
					return nil, err
				}
				times[i] = append(times[i], took)
			}
		}
		all = append(all, listFigure{name: path, few: median(times[0]), many: median(times[1])})
	}
	return all, nil
}

// listSite is an installation with a signed-in operator and a machine
// with a token.
type listSite struct {
	running *process
	visit   *visit
	token   string
}

func (p program) startListSite(ctx context.Context, data string, people int) (*listSite, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	p.address, p.data = address, data
	if err := p.seed(ctx, people); err != nil {
		return nil, err
	}
	if err := p.call(ctx, password+"\n", nil, "admin", "create", "--username", username, "--password-stdin"); err != nil {
		return nil, err
	}
	var machine credentials
	if err := p.call(ctx, "", &machine, "app", "create", "--name", "Machine", "--type", "MachineToMachine", "--management-api"); err != nil {
		return nil, err
	}
	running, err := p.start(ctx)
	if err != nil {
		return nil, err
	}
	s := &listSite{running: running}
	if err := s.signIn(ctx, p.base(), machine); err != nil {
		running.stop()
		return nil, err
	}
	return s, nil
}

func (s *listSite) signIn(ctx context.Context, base string, machine credentials) error {
	var err error
	if s.visit, err = newVisit(base, http.DefaultTransport); err != nil {
		return err
	}
	page, _, err := s.visit.send(ctx, http.MethodGet, base+"/console", nil)
	if err != nil {
		return err
	}
	form, err := page.form("sign-in-form")
	if err != nil {
		return err
	}
	form.fields.Set("identifier", username)
	form.fields.Set("password", password)
	if _, _, err := s.visit.send(ctx, http.MethodPost, form.action, form.fields); err != nil {
		return err
	}
	s.token, err = machineToken(base, machine)
	return err
}

// machineToken requests an access token for the Management API.
func machineToken(base string, machine credentials) (string, error) {
	all, err := connect(base)
	if err != nil {
		return "", err
	}
	all[0].post(base+"/oidc/token", clientCredentialsForm())
	all[0].req.Header.Set("Authorization", machine.authorization())
	if err := all[0].do(http.StatusOK); err != nil {
		return "", err
	}
	var answer tokenAnswer
	if err := json.Unmarshal(all[0].resp.Body(), &answer); err != nil {
		return "", fmt.Errorf("read token: %w", err)
	}
	return answer.AccessToken, nil
}

// get requests a list and returns how long that took, in milliseconds.
func (s *listSite) get(ctx context.Context, path string) (float64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.visit.base+path, nil)
	if err != nil {
		return 0, fmt.Errorf("get %s: %w", path, err)
	}
	req.Header.Set("Authorization", "Bearer "+s.token)
	began := time.Now()
	resp, err := s.visit.client.Do(req)
	if err != nil {
		return 0, fmt.Errorf("get %s: %w", path, err)
	}
	defer func() { _ = resp.Body.Close() }()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return 0, fmt.Errorf("read %s: %w", path, err)
	}
	if resp.StatusCode != http.StatusOK || resp.Request.URL.Path != req.URL.Path {
		return 0, fmt.Errorf("get %s: status %d at %s", path, resp.StatusCode, resp.Request.URL)
	}
	return float64(time.Since(began).Microseconds()) / 1000, nil
}

// printLists writes how long the lists take, and how much longer with many
// people than with few.
func printLists(w io.Writer, figures []listFigure) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "\nlist\twith %d people\twith %d\tratio\taim\n", fewPeople, manyPeople)
	for _, f := range figures {
		fmt.Fprintf(t, "%s\t%.1f ms\t%.1f ms\t%.1f\t%s\n", f.name, f.few, f.many, f.many/f.few, atMost(f.many, listAim))
	}
	_ = t.Flush()
}

// seed adds generated users, and Alice from the fixtures.
func (p program) seed(ctx context.Context, people int) error {
	return p.call(ctx, "", nil, "seed", "--people", "--size", strconv.Itoa(people))
}

// lists measures and prints the lists, unless only other figures were requested.
func (p plan) lists(ctx context.Context, server program, folder string) error {
	if p.only != "" && p.only != "lists" {
		return nil
	}
	figures, err := server.measureLists(ctx, folder)
	if err != nil {
		return err
	}
	printLists(os.Stdout, figures)
	return nil
}

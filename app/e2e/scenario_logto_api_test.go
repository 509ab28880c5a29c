//go:build e2e

package e2e_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// managed is what the script reports about users and applications.
type managed struct {
	Statuses           []int     `json:"statuses"`
	SameUser           bool      `json:"sameUser"`
	UpdatedUser        []*string `json:"updatedUser"`
	FoundUsers         []string  `json:"foundUsers"`
	Taken              string    `json:"taken"`
	GoneUser           string    `json:"goneUser"`
	SameApplication    bool      `json:"sameApplication"`
	UpdatedApplication []string  `json:"updatedApplication"`
	FoundApplications  []string  `json:"foundApplications"`
	GoneApplication    string    `json:"goneApplication"`
}

// A program with a machine's credentials manages users and applications.
func TestClientLogtoAPI(t *testing.T) {
	t.Parallel()
	needNode(t)
	s := newSite(t)
	var machine application
	printed := s.command(t, "", "app", "create", "--name", "Keeper", "--type", "MachineToMachine", "--management-api")
	if err := json.Unmarshal([]byte(printed), &machine); err != nil {
		t.Fatal(err)
	}
	nobody := func(string, string) (string, error) { return "", errors.New("a program needs no person") }
	var got managed
	runNode(t, "logto_api.mjs", settings{Endpoint: s.url, Issuer: s.issuer(), ID: machine.ID, Secret: machine.Secret}, nobody, &got)

	username, name := "api_ann", "Ann"
	want := managed{
		Statuses: []int{200, 200, 200, 200, 422, 204, 404, 200, 200, 200, 200, 204, 404},
		SameUser: true, UpdatedUser: []*string{&username, &name, nil}, FoundUsers: []string{username},
		Taken: "user.username_already_in_use", GoneUser: "entity.not_found",
		SameApplication: true, UpdatedApplication: []string{"Api shop", "Sells"}, FoundApplications: []string{"Api shop"},
		GoneApplication: "entity.not_found",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the client's report (-want +got):\n%s", diff)
	}
}

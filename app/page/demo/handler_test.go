package demo_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/server/servertest"
)

// The page acts for the sample third-party application only if there is one.
func TestThirdParty(t *testing.T) {
	p := servertest.New(t)
	offers := func(want bool) {
		t.Helper()
		answer := p.Browser().Get("/demo-app")
		if answer.StatusCode != http.StatusOK || strings.Contains(answer.Text, `id="demo-third-party"`) != want {
			t.Errorf("status %d, third party %v", answer.StatusCode, !want)
		}
	}
	offers(false)
	p.Shopping()
	offers(true)
}

// The page asks for everything that the sample may ask for.
func TestThirdPartyAsksForItsPermissions(t *testing.T) {
	p := servertest.New(t)
	sample := p.Shopping()
	page := p.Browser().Get("/demo-app").Text
	found := regexp.MustCompile(`"thirdParty":(\{[^}]*\})`).FindStringSubmatch(page)
	if found == nil {
		t.Fatal(page)
	}
	var asks struct{ Scope, Resource string }
	if err := json.Unmarshal([]byte(found[1]), &asks); err != nil {
		t.Fatal(err)
	}
	may := slices.Concat([]string{"openid", "offline_access"}, sample.ThirdParty.UserScopes, sample.ThirdParty.ResourceScopes,
		sample.ThirdParty.OrganizationScopes, sample.ThirdParty.OrganizationResourceScopes)
	slices.Sort(may)
	scopes := strings.Fields(asks.Scope)
	slices.Sort(scopes)
	if diff := cmp.Diff(slices.Compact(may), scopes); diff != "" || asks.Resource != sample.Resource.Indicator {
		t.Errorf("it asks for %+v: %s", asks, diff)
	}
}

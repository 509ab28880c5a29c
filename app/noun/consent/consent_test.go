package consent_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/consent"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

var now = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// world is a tenant with Ann, who is in the organizations foo and bar, the third-party
// applications shop and print, and the first-party application own.
type world struct {
	*consent.Service
	records *store.Store
	events  []event.Event
	failing error
}

func newWorld(t *testing.T) *world {
	t.Helper()
	ctx, db := t.Context(), storetest.Any(t)
	check(t, db.CreateTenant(ctx, &models.Tenant{ID: "default", DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings()}))
	w := &world{records: db.Tenant("default")}
	w.Service = &consent.Service{Events: event.NewPublisher(w.listen), Now: func() time.Time { return now }}
	for _, id := range []string{"ann", "bob"} {
		check(t, w.records.Users.Insert(ctx, &models.User{ID: id, Username: &id}))
	}
	for _, id := range []string{"shop", "print", "own"} {
		check(t, w.records.Applications.Insert(ctx, &models.Application{
			ID: id, Name: id, Type: models.ApplicationTraditional, IsThirdParty: id != "own",
		}))
	}
	for _, id := range []string{"foo", "bar", "baz"} {
		check(t, w.records.Organizations.Insert(ctx, &models.Organization{ID: id, Name: id}))
		if id != "baz" {
			check(t, w.records.Members.Add(ctx, models.HolderUser, id, []string{"ann"}, 1))
		}
	}
	check(t, w.records.Resources.Insert(ctx, &models.Resource{ID: "api", Name: "API", Indicator: "https://api.example"}))
	check(t, w.records.Scopes.Insert(ctx, &models.Scope{ID: "read", ResourceID: "api", Name: "read"}))
	check(t, w.records.OrganizationScopes.Insert(ctx, &models.OrganizationScope{ID: "invite", Name: "invite"}))
	return w
}

func (w *world) listen(_ context.Context, _ *store.Store, e event.Event) error {
	if w.failing == nil {
		w.events = append(w.events, e)
	}
	return w.failing
}

// agree lets Ann agree, and gives the application two grants.
func (w *world) agree(t *testing.T, applicationID string, organizationIDs ...string) {
	t.Helper()
	check(t, w.Agree(t.Context(), w.records, models.Consent{
		UserID: "ann", ApplicationID: applicationID,
		Scopes: map[string][]string{
			models.ConsentedUserData: {"profile"}, models.ConsentedOrganizations: {"invite", "gone"}, "api": {"read", "gone"}, "gone": {"x"},
		},
	}, organizationIDs))
	for _, kind := range []string{"one", "two"} {
		check(t, w.records.Grants.Insert(t.Context(), &models.Grant{
			ID: applicationID + " " + kind, UserID: "ann", ApplicationID: applicationID, ExpiresAt: now.Add(time.Hour).UnixMilli(),
		}))
	}
	w.events = nil
}

func (w *world) grants(t *testing.T) []string {
	t.Helper()
	grants, err := w.records.Grants.ListOfUser(t.Context(), "ann", now.UnixMilli())
	check(t, err)
	ids := []string{}
	for _, grant := range grants {
		ids = append(ids, grant.ID)
	}
	return ids
}

// organizations lists where Ann has allowed an application to act.
func (w *world) organizations(t *testing.T, applicationID string) []string {
	t.Helper()
	found, _, err := w.Organizations(t.Context(), w.records, "ann", applicationID, store.Page{})
	check(t, err)
	ids := []string{}
	for _, one := range found {
		ids = append(ids, one.ID)
	}
	return ids
}

func (w *world) published(t *testing.T, want ...event.Event) {
	t.Helper()
	for i := range want {
		want[i].Result = models.AuditSuccess
	}
	same(t, w.events, want)
	w.events = nil
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same[T any](t *testing.T, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func refused(t *testing.T, err error, kind fault.Kind, code string) {
	t.Helper()
	if f := fault.From(err); err == nil || f.Kind != kind || f.Code != code || f.Cause == nil {
		t.Errorf("got %v, want %s", err, code)
	}
}

func TestAgreementsAddUp(t *testing.T) {
	w := newWorld(t)
	w.agree(t, "shop", "foo")
	check(t, w.Agree(t.Context(), w.records, models.Consent{
		UserID: "ann", ApplicationID: "shop", Scopes: map[string][]string{models.ConsentedUserData: {"email"}},
	}, []string{"bar"}))
	found, err := w.Get(t.Context(), w.records, "ann", "shop")
	check(t, err)
	same(t, found.UserScopes, []string{"profile", "email"})
	same(t, w.organizations(t, "shop"), []string{"bar", "foo"})
	err = w.Agree(t.Context(), w.records, models.Consent{
		UserID: "ann", ApplicationID: "print", Scopes: map[string][]string{"": {"email"}},
	}, []string{"foo", "baz"})
	refused(t, err, fault.Unprocessable, "organization.require_membership")
	_, err = w.Get(t.Context(), w.records, "ann", "print")
	refused(t, err, fault.Missing, "entity.not_found")
}

func TestLists(t *testing.T) {
	w := newWorld(t)
	w.agree(t, "shop", "foo", "bar")
	check(t, w.records.ConsentOrganizations.Block(t.Context(), "bar", "shop", 1))
	check(t, w.records.SignInExperiences.Save(t.Context(), &models.ApplicationSignInExperience{ApplicationID: "shop", DisplayName: "The Shop"}))
	consents, total, err := w.OfUser(t.Context(), w.records, "ann", store.Page{})
	check(t, err)
	if total != 1 || len(consents) != 1 {
		t.Fatalf("%d consents of %d", len(consents), total)
	}
	t.Run("deleted scopes are left out", func(t *testing.T) {
		one := consents[0]
		same(t, one.Name(), "The Shop")
		same(t, one.UserScopes, []string{"profile"})
		if len(one.OrganizationScopes) != 1 || one.OrganizationScopes[0].Name != "invite" {
			t.Errorf("organization scopes: %v", one.OrganizationScopes)
		}
		if len(one.Resources) != 1 || one.Resources[0].Name != "API" || len(one.Resources[0].Scopes) != 1 {
			t.Errorf("resources: %v", one.Resources)
		}
	})
	organizations := func(given []models.ConsentedOrganization) map[string]bool {
		blocked := map[string]bool{}
		for _, one := range given {
			blocked[one.ID] = one.IsBlocked
		}
		return blocked
	}
	same(t, organizations(consents[0].Organizations), map[string]bool{"foo": false, "bar": true})
	people, total, err := w.OfApplication(t.Context(), w.records, "shop", store.Page{})
	check(t, err)
	if total != 1 || len(people) != 1 || people[0].User.ID != "ann" {
		t.Fatalf("people: %v", people)
	}
	same(t, organizations(people[0].Organizations), map[string]bool{"foo": false, "bar": true})
	for _, none := range []func() (int64, error){
		func() (int64, error) {
			_, total, err := w.OfUser(t.Context(), w.records, "bob", store.Page{})
			return total, err
		},
		func() (int64, error) {
			_, total, err := w.OfApplication(t.Context(), w.records, "print", store.Page{})
			return total, err
		},
	} {
		if total, err := none(); err != nil || total != 0 {
			t.Errorf("%d, %v", total, err)
		}
	}
}

// Revoking leaves no grant of the application to the user, and nothing else.
func TestRevoke(t *testing.T) {
	w := newWorld(t)
	w.agree(t, "shop", "foo", "bar")
	w.agree(t, "print", "foo")
	check(t, w.Revoke(t.Context(), w.records, "ann", "shop"))
	same(t, w.grants(t), []string{"print two", "print one"})
	same(t, w.organizations(t, "shop"), []string{})
	same(t, w.organizations(t, "print"), []string{"foo"})
	w.published(t, event.Event{Key: event.ConsentRevoked, UserID: "ann", ApplicationID: "shop", Before: map[string]any{
		"scopes": map[string][]string{
			models.ConsentedUserData: {"profile"}, models.ConsentedOrganizations: {"invite", "gone"}, "api": {"read", "gone"}, "gone": {"x"},
		},
		"organizationIds": []string{"bar", "foo"},
	}})
	refused(t, w.Revoke(t.Context(), w.records, "ann", "shop"), fault.Missing, "entity.not_found")
	for _, of := range [][2]string{{"bob", "print"}, {"ann", "own"}, {"nobody", "print"}, {"ann", "nothing"}} {
		refused(t, w.Revoke(t.Context(), w.records, of[0], of[1]), fault.Missing, "entity.not_found")
		check(t, w.RevokeGivenIn(t, of[0], of[1]))
	}
	same(t, w.grants(t), []string{"print two", "print one"})
	check(t, w.RevokeGivenIn(t, "ann", "print"))
	same(t, w.grants(t), []string{})
}

// RevokeGivenIn calls RevokeGiven in a transaction.
func (w *world) RevokeGivenIn(t *testing.T, userID, applicationID string) error {
	t.Helper()
	return w.records.InTx(t.Context(), func(tx *store.Store) error {
		return w.RevokeGiven(t.Context(), tx, userID, applicationID)
	})
}

func TestRevokeIn(t *testing.T) {
	w := newWorld(t)
	w.agree(t, "shop", "foo", "bar")
	check(t, w.RevokeIn(t.Context(), w.records, "ann", "shop", "foo"))
	same(t, w.organizations(t, "shop"), []string{"bar"})
	same(t, w.grants(t), []string{"shop two", "shop one"})
	w.published(t, event.Event{
		Key: event.ConsentOrganizations, UserID: "ann", ApplicationID: "shop",
		Before: map[string]any{"organizationIds": []string{"bar", "foo"}}, After: map[string]any{"organizationIds": []string{"bar"}},
	})
	for _, of := range [][3]string{{"ann", "shop", "foo"}, {"ann", "shop", "baz"}, {"ann", "print", "bar"}, {"bob", "shop", "bar"}, {"nobody", "shop", "bar"}} {
		refused(t, w.RevokeIn(t.Context(), w.records, of[0], of[1], of[2]), fault.Missing, "entity.not_found")
	}
	same(t, w.organizations(t, "shop"), []string{"bar"})
}

func TestSetOrganizations(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	check(t, w.AddOrganizations(ctx, w.records, "ann", "shop", []string{"foo", "foo"}))
	check(t, w.AddOrganizations(ctx, w.records, "ann", "shop", []string{"foo"}))
	same(t, len(w.events), 1)
	check(t, w.SetOrganizations(ctx, w.records, "ann", "shop", []string{"bar"}))
	same(t, w.organizations(t, "shop"), []string{"bar"})
	same(t, len(w.events), 2)
	refused(t, w.SetOrganizations(ctx, w.records, "ann", "shop", []string{"foo", "baz"}), fault.Unprocessable, "organization.require_membership")
	same(t, w.organizations(t, "shop"), []string{"bar"})
	check(t, w.SetOrganizations(ctx, w.records, "ann", "shop", nil))
	same(t, w.organizations(t, "shop"), []string{})
	for _, change := range []func(context.Context, *store.Store, string, string, []string) error{w.AddOrganizations, w.SetOrganizations} {
		refused(t, change(ctx, w.records, "ann", "own", []string{"foo"}), fault.Unprocessable, "application.third_party_application_only")
		refused(t, change(ctx, w.records, "ann", "nothing", []string{"foo"}), fault.Missing, "entity.not_found")
		refused(t, change(ctx, w.records, "nobody", "shop", []string{"foo"}), fault.Missing, "entity.not_found")
		refused(t, change(ctx, w.records, "ann", "shop", []string{""}), fault.Invalid, "guard.invalid_input")
	}
	refused(t, w.RemoveOrganization(ctx, w.records, "ann", "own", "foo"), fault.Unprocessable, "application.third_party_application_only")
	refused(t, w.RemoveOrganization(ctx, w.records, "ann", "shop", "foo"), fault.Missing, "entity.not_found")
}

func TestBlock(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.agree(t, "shop", "foo", "bar")
	check(t, w.Block(ctx, w.records, "foo", "shop", "ann", true))
	check(t, w.Block(ctx, w.records, "foo", "print", "", true)) // nobody uses it
	check(t, w.Block(ctx, w.records, "foo", "shop", "ann", true))
	check(t, w.Block(ctx, w.records, "bar", "shop", "ann", false))
	payload := map[string]any{"organizationId": "foo"}
	w.published(t,
		event.Event{Key: event.OrganizationAppBlocked, UserID: "ann", ApplicationID: "shop", Payload: payload},
		event.Event{Key: event.OrganizationAppBlocked, ApplicationID: "print", Payload: payload})
	used, total, err := w.UsedIn(ctx, w.records, "foo", store.Page{})
	check(t, err)
	if total != 2 || used[0].ID != "print" || used[0].UsersCount != 0 || used[1].ID != "shop" || used[1].UsersCount != 1 || !used[1].IsBlocked {
		t.Errorf("%d: %+v", total, used)
	}
	check(t, w.Block(ctx, w.records, "foo", "shop", "ann", false))
	w.published(t, event.Event{Key: event.OrganizationAppAllowed, UserID: "ann", ApplicationID: "shop", Payload: payload})
	same(t, w.organizations(t, "shop"), []string{"bar", "foo"})
	refused(t, w.Block(ctx, w.records, "foo", "own", "", true), fault.Unprocessable, "application.third_party_application_only")
	refused(t, w.Block(ctx, w.records, "foo", "nothing", "", true), fault.Missing, "entity.not_found")
	refused(t, w.Block(ctx, w.records, "nowhere", "shop", "", true), fault.Missing, "entity.not_found")
}

// A change that cannot be audited does not happen.
func TestEachIsOneTransaction(t *testing.T) {
	acts := map[string]func(ctx context.Context, w *world) error{
		"revoke":    func(ctx context.Context, w *world) error { return w.Revoke(ctx, w.records, "ann", "shop") },
		"revoke in": func(ctx context.Context, w *world) error { return w.RevokeIn(ctx, w.records, "ann", "shop", "foo") },
		"set": func(ctx context.Context, w *world) error {
			return w.SetOrganizations(ctx, w.records, "ann", "shop", []string{"bar"})
		},
		"block": func(ctx context.Context, w *world) error { return w.Block(ctx, w.records, "foo", "shop", "ann", true) },
	}
	w := newWorld(t)
	w.agree(t, "shop", "foo")
	w.failing = errors.New("no audit log")
	for name, act := range acts {
		if err := act(t.Context(), w); !errors.Is(err, w.failing) {
			t.Errorf("%s: %v", name, err)
		}
	}
	same(t, w.grants(t), []string{"shop two", "shop one"})
	same(t, w.organizations(t, "shop"), []string{"foo"})
	blocked, err := w.records.ConsentOrganizations.BlockedIn(t.Context(), "shop", []string{"foo"})
	check(t, err)
	same(t, len(blocked), 0)
}

package operator_test

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"portico/app/ground/actor"
	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/operator"
	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

func wantFault(t *testing.T, err error, kind fault.Kind, code string) {
	t.Helper()
	if f := fault.From(err); err == nil || f.Kind != kind || f.Code != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

func account(username string) operator.Account {
	return operator.Account{Username: username, Password: servertest.Password}
}

func admin(p *servertest.Provider) *store.Store { return p.DB.Tenant(models.TenantAdmin) }

func token(t *testing.T, p *servertest.Provider) string {
	t.Helper()
	token, err := p.Operators.SetUpToken(t.Context(), admin(p))
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// The first operator uses a link; after that there is no such link.
func TestFirstOperator(t *testing.T) {
	p := servertest.New(t)
	first, second := token(t, p), token(t, p) // two starts before the first operator
	made, err := p.Operators.Accept(t.Context(), admin(p), first, account("root"))
	if err != nil {
		t.Fatal(err)
	}
	found, err := admin(p).Operators.Get(t.Context(), made.ID)
	if err != nil || found.Role != models.RoleAdmin {
		t.Errorf("got %+v, %v", found, err)
	}
	if again := token(t, p); again != "" {
		t.Error("a link though there is an operator")
	}
	for _, used := range []string{first, second, "", "guess"} {
		_, err := p.Operators.Accept(t.Context(), admin(p), used, account("other"))
		wantFault(t, err, fault.Missing, "operator.invitation_not_found")
	}
	if _, err := admin(p).Users.ByUsername(t.Context(), "other"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a refused link left a user: %v", err)
	}
}

// Of many who hold links for the first operator, only one succeeds.
func TestFirstOperatorIsClaimedOnce(t *testing.T) {
	p := servertest.New(t)
	links := []string{token(t, p), token(t, p)}
	errs := make([]error, 8)
	var group sync.WaitGroup
	for i := range errs {
		group.Go(func() {
			_, errs[i] = p.Operators.Accept(t.Context(), admin(p), links[i%2], account("root"+string(rune('a'+i))))
		})
	}
	group.Wait()
	made := 0
	for _, err := range errs {
		if err == nil {
			made++
			continue
		}
		wantFault(t, err, fault.Missing, "operator.invitation_not_found")
	}
	operators, err := admin(p).Operators.List(t.Context())
	if made != 1 || len(operators) != 1 || err != nil {
		t.Errorf("%d succeeded, there are %d operators, %v", made, len(operators), err)
	}
}

func TestLinksExpire(t *testing.T) {
	p := servertest.New(t)
	link := token(t, p)
	p.Advance(25 * time.Hour)
	_, err := p.Operators.Find(t.Context(), admin(p), link)
	wantFault(t, err, fault.Missing, "operator.invitation_not_found")
	_, invited, err := p.Operators.Invite(t.Context(), admin(p), models.RoleViewer)
	if err != nil {
		t.Fatal(err)
	}
	p.Advance(6 * 24 * time.Hour)
	if _, err := p.Operators.Find(t.Context(), admin(p), invited); err != nil {
		t.Errorf("after six days: %v", err)
	}
	p.Advance(2 * 24 * time.Hour)
	_, err = p.Operators.Find(t.Context(), admin(p), invited)
	wantFault(t, err, fault.Missing, "operator.invitation_not_found")
}

// A rejected password does not use up the link.
func TestRejectedAccountDoesNotUseTheLink(t *testing.T) {
	p := servertest.New(t)
	link := token(t, p)
	_, err := p.Operators.Accept(t.Context(), admin(p), link, operator.Account{Username: "root", Password: "short"})
	wantFault(t, err, fault.Unprocessable, "password_rejected.too_short")
	_, err = p.Operators.Accept(t.Context(), admin(p), link, operator.Account{Username: "1", Password: servertest.Password})
	wantFault(t, err, fault.Invalid, "user.invalid_username")
	if _, err := p.Operators.Accept(t.Context(), admin(p), link, account("root")); err != nil {
		t.Error(err)
	}
}

func TestInvitations(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	_, _, err := p.Operators.Invite(t.Context(), admin(p), "owner")
	wantFault(t, err, fault.Invalid, "guard.invalid_input")
	invitation, link, err := p.Operators.Invite(t.Context(), admin(p), models.RoleEditor)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Operators.Revoke(t.Context(), admin(p), invitation.ID); err != nil {
		t.Fatal(err)
	}
	wantFault(t, p.Operators.Revoke(t.Context(), admin(p), invitation.ID), fault.Missing, "entity.not_found")
	_, err = p.Operators.Accept(t.Context(), admin(p), link, account("late"))
	wantFault(t, err, fault.Missing, "operator.invitation_not_found")
	if address, err := url.Parse(p.WelcomeLink(link)); err != nil || address.Query().Get("token") != link {
		t.Errorf("link: %v, %v", address, err)
	}
}

// One admin who can sign in remains, whatever happens concurrently.
func TestLastAdminStays(t *testing.T) {
	p := servertest.New(t)
	one := p.Operator(models.RoleAdmin)
	viewer := p.Operator(models.RoleViewer)
	wantFault(t, p.Operators.SetRole(t.Context(), admin(p), one.ID, models.RoleViewer), fault.Unprocessable, "operator.last_admin")
	wantFault(t, p.Operators.Remove(t.Context(), admin(p), one.ID), fault.Unprocessable, "operator.last_admin")
	wantFault(t, p.Operators.SetRole(t.Context(), admin(p), "nobody", models.RoleViewer), fault.Missing, "entity.not_found")
	wantFault(t, p.Operators.SetRole(t.Context(), admin(p), viewer.ID, "root"), fault.Invalid, "guard.invalid_input")
	if err := p.Operators.SetRole(t.Context(), admin(p), viewer.ID, models.RoleAdmin); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	errs := make([]error, 2)
	for i, id := range []string{one.ID, viewer.ID} {
		group.Go(func() { errs[i] = p.Operators.Remove(t.Context(), admin(p), id) })
	}
	group.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("removed both or none: %v", errs)
	}
	operators, err := admin(p).Operators.List(t.Context())
	isAdmin := func(o models.Operator) bool { return o.Role == models.RoleAdmin }
	if err != nil || !slices.ContainsFunc(operators, isAdmin) {
		t.Errorf("left: %+v, %v", operators, err)
	}
}

// An invitation grants no more than its inviter may when it is used.
func TestInvitationsGoWithTheirMaker(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	_, first, err := p.Operators.Invite(t.Context(), admin(p), models.RoleAdmin)
	if err != nil {
		t.Fatal(err)
	}
	maker, err := p.Operators.Accept(t.Context(), admin(p), first, account("maker"))
	if err != nil {
		t.Fatal(err)
	}
	ctx := actor.With(t.Context(), actor.OfOperator(maker.ID, "maker", models.RoleAdmin))
	_, link, err := p.Operators.Invite(ctx, admin(p), models.RoleAdmin)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Operators.Find(t.Context(), admin(p), link); err != nil {
		t.Fatal(err)
	}
	steps := []func() error{
		func() error { return p.Users.Suspend(t.Context(), admin(p), maker.ID, true) },
		func() error { return p.Users.Suspend(t.Context(), admin(p), maker.ID, false) },
		func() error { return p.Operators.SetRole(t.Context(), admin(p), maker.ID, models.RoleEditor) },
		func() error { return p.Operators.Remove(t.Context(), admin(p), maker.ID) },
	}
	for i, step := range steps {
		if err := step(); err != nil {
			t.Fatal(err)
		}
		_, err := p.Operators.Accept(t.Context(), admin(p), link, operator.Account{Username: "1"}) // never created
		if i == 1 {
			wantFault(t, err, fault.Invalid, "user.invalid_username")
			continue
		}
		wantFault(t, err, fault.Missing, "operator.invitation_not_found")
	}
}

// However a user loses their last operator role, Operator.Removed is audited.
func TestRemovedIsAudited(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	roleID := func(name string) string {
		role, err := admin(p).Roles.ByName(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		return role.ID
	}
	holder := func(id string) models.Holder { return models.Holder{Kind: models.HolderUser, ID: id} }
	editor, viewer := roleID(models.RoleEditor), roleID(models.RoleViewer)
	ways := map[string]struct {
		act  func(id string) error
		want int
	}{
		"removed as operator": {func(id string) error { return p.Operators.Remove(t.Context(), admin(p), id) }, 1},
		"deleted as user":     {func(id string) error { return p.Users.Delete(t.Context(), admin(p), id) }, 1},
		"suspended twice": {func(id string) error {
			return errors.Join(p.Users.Suspend(t.Context(), admin(p), id, true), p.Users.Suspend(t.Context(), admin(p), id, true))
		}, 1},
		"role taken":   {func(id string) error { return p.Roles.RemoveRole(t.Context(), admin(p), holder(id), editor) }, 1},
		"no roles set": {func(id string) error { return p.Roles.SetRoles(t.Context(), admin(p), holder(id), nil) }, 1},
		"no operator any more when deleted": {func(id string) error {
			return errors.Join(p.Roles.SetRoles(t.Context(), admin(p), holder(id), nil), p.Users.Delete(t.Context(), admin(p), id))
		}, 1},
		"another role": {func(id string) error { return p.Operators.SetRole(t.Context(), admin(p), id, models.RoleViewer) }, 0},
		"other role set": {func(id string) error {
			return p.Roles.SetRoles(t.Context(), admin(p), holder(id), []string{viewer})
		}, 0},
		"one role of two taken": {func(id string) error {
			if _, err := p.Roles.AddRoles(t.Context(), admin(p), holder(id), []string{viewer}); err != nil {
				return err
			}
			return p.Roles.RemoveRole(t.Context(), admin(p), holder(id), editor)
		}, 0},
		"suspension lifted": {func(id string) error { return p.Users.Suspend(t.Context(), admin(p), id, false) }, 0},
	}
	number := 0
	for name, way := range ways {
		number++
		username := "leaver_" + strconv.Itoa(number)
		t.Run(name, func(t *testing.T) {
			_, link, err := p.Operators.Invite(t.Context(), admin(p), models.RoleEditor)
			if err != nil {
				t.Fatal(err)
			}
			leaver, err := p.Operators.Accept(t.Context(), admin(p), link, account(username))
			if err != nil {
				t.Fatal(err)
			}
			if err := way.act(leaver.ID); err != nil {
				t.Fatal(err)
			}
			rows, err := admin(p).AuditLogs.Newest(t.Context(), store.AuditLogFilter{Key: event.OperatorRemoved, UserID: leaver.ID}, 10)
			if err != nil || len(rows) != way.want {
				t.Errorf("%d rows, %v", len(rows), err)
			}
		})
	}
}

// Removing someone who is not an operator, or a refused removal, audits nothing.
func TestRemovedIsOfOperatorsOnly(t *testing.T) {
	p := servertest.New(t)
	one := p.Operator(models.RoleAdmin)
	ann := p.User("ann")
	if err := p.Users.Delete(t.Context(), p.Records(), ann.ID); err != nil {
		t.Fatal(err)
	}
	wantFault(t, p.Users.Delete(t.Context(), admin(p), one.ID), fault.Unprocessable, "operator.last_admin")
	for _, records := range []*store.Store{admin(p), p.Records()} {
		rows, err := records.AuditLogs.Newest(t.Context(), store.AuditLogFilter{Key: event.OperatorRemoved}, 10)
		if err != nil || len(rows) != 0 {
			t.Errorf("%s: %+v, %v", records.TenantID(), rows, err)
		}
	}
}

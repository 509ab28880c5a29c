package invitation_test

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/app/noun/invitation"
	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

// site is a provider with an organization and roles, and with a mail server
// that is not configured yet.
type site struct {
	*servertest.Management
	organization        *models.Organization
	buyer, reader, robo *models.OrganizationRole
	mail                *servertest.MailServer
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{Management: servertest.NewManagement(t), mail: servertest.NewMailServer(t)}
	s.organization = &models.Organization{ID: models.NewOrganizationID(), Name: "Acme & Sons"}
	s.buyer = &models.OrganizationRole{ID: models.NewID(), Name: "buyer", Type: models.RoleUser}
	s.reader = &models.OrganizationRole{ID: models.NewID(), Name: "reader", Type: models.RoleUser}
	s.robo = &models.OrganizationRole{ID: models.NewID(), Name: "robot", Type: models.RoleMachineToMachine}
	err := errors.Join(
		s.Records().Organizations.Insert(t.Context(), s.organization),
		s.Records().OrganizationRoles.Insert(t.Context(), s.buyer), s.Records().OrganizationRoles.Insert(t.Context(), s.reader),
		s.Records().OrganizationRoles.Insert(t.Context(), s.robo),
	)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// withMail configures the mail server.
func (s *site) withMail(t *testing.T) *site {
	t.Helper()
	s.Call(t, "POST", "/connectors", s.mail.Connector(), 200)
	return s
}

// body is the request body for an invitation of one hour; more adds fields.
func (s *site) body(invitee, more string) string {
	return fmt.Sprintf(`{"invitee":%q,"organizationId":%q,"expiresAt":%d%s}`,
		invitee, s.organization.ID, s.Now().Add(time.Hour).UnixMilli(), more)
}

// invite creates an invitation without mail.
func (s *site) invite(t *testing.T, invitee, more string) servertest.Object {
	t.Helper()
	return s.Object(t, "POST", "/organization-invitations", s.body(invitee, more), 201)
}

func (s *site) roles(roles ...*models.OrganizationRole) string {
	var ids []string
	for _, role := range roles {
		ids = append(ids, fmt.Sprintf("%q", role.ID))
	}
	return `,"organizationRoleIds":[` + strings.Join(ids, ",") + `]`
}

// member reports whether a user is in the organization, and with which roles.
func (s *site) member(t *testing.T, userID string) (roles []string, isMember bool) {
	t.Helper()
	memberships, err := s.Records().Members.Memberships(t.Context(), models.UserHolder(userID))
	if err != nil {
		t.Fatal(err)
	}
	for _, membership := range memberships {
		for _, role := range membership.Roles {
			roles = append(roles, role.Name)
		}
	}
	return roles, len(memberships) == 1
}

func text(value any) string {
	text, _ := value.(string)
	return text
}

func TestCreate(t *testing.T) {
	s := newSite(t)
	ann := s.User("inviter")
	got := s.invite(t, "Ann@Example.COM", s.roles(s.reader, s.buyer, s.buyer)+`,"inviterId":"`+ann.ID+`"`)
	if got["invitee"] != "ann@example.com" || got["status"] != "Pending" || got["inviterId"] != ann.ID ||
		got["acceptedUserId"] != nil || got["tenantId"] != "default" || got["organizationId"] != s.organization.ID {
		t.Errorf("got %v", got)
	}
	if roles := fmt.Sprint(got["organizationRoles"]); roles != fmt.Sprintf("[map[id:%s name:buyer] map[id:%s name:reader]]", s.buyer.ID, s.reader.ID) {
		t.Errorf("roles: %s", roles)
	}
	for _, query := range []string{"", "?invitee=ANN%40example.com", "?organizationId=" + s.organization.ID, "?inviterId=" + ann.ID + "&invitee=ann%40example.com"} {
		if found := s.List(t, "/organization-invitations"+query); len(found) != 1 || found[0].(servertest.Object)["id"] != got["id"] {
			t.Errorf("%s: got %v", query, found)
		}
	}
	for _, query := range []string{"?invitee=bob%40example.com", "?organizationId=none", "?inviterId=none"} {
		if found := s.List(t, "/organization-invitations"+query); len(found) != 0 {
			t.Errorf("%s: got %v", query, found)
		}
	}
	kept, err := s.Records().OrganizationInvitations.Get(t.Context(), text(got["id"]))
	if err != nil || kept.Digest != nil || kept.MessageSentAt != 0 {
		t.Errorf("a link was created, or mail sent: %+v, %v", kept, err)
	}
}

func TestCreateErrors(t *testing.T) {
	s := newSite(t)
	s.invite(t, "ann@example.com", "")
	bob := s.User("bob")
	if err := s.Records().Members.Add(t.Context(), models.HolderUser, s.organization.ID, []string{bob.ID}, 1); err != nil {
		t.Fatal(err)
	}
	with := func(old, replaced string) string {
		return strings.Replace(s.body("new@example.com", ""), old, replaced, 1)
	}
	past := fmt.Sprint(s.Now().UnixMilli())
	tests := []struct {
		name, body string
		status     int
		code       string
	}{
		{"past", with(fmt.Sprint(s.Now().Add(time.Hour).UnixMilli()), past), 400, "request.invalid_input"},
		{"far", with(fmt.Sprint(s.Now().Add(time.Hour).UnixMilli()), "999999999999999999"), 400, "request.invalid_input"},
		{"no end", with(`"expiresAt"`, `"endsAt"`), 400, "guard.invalid_input"},
		{"no address", with("new@example.com", "new"), 400, "guard.invalid_input"},
		{"address with a name", with(`"new@example.com"`, `"New <new@example.com>"`), 400, "guard.invalid_input"},
		{"address with a line", with("new@example.com", `new@example.com\r\nBcc: eve@evil.example`), 400, "guard.invalid_input"},
		{"two addresses", with("new@example.com", `a@example.com, b@example.com`), 400, "guard.invalid_input"},
		{"long address", with("new@example.com", strings.Repeat("a", 120)+"@example.com"), 400, "guard.invalid_input"},
		{"already pending", s.body("ANN@example.com", ""), 422, "entity.unique_integrity_violation"},
		{"a member", s.body("Bob@Example.com", ""), 422, "request.invalid_input"},
		{"unknown organization", with(s.organization.ID, "none"), 422, "entity.relation_foreign_key_not_found"},
		{"unknown inviter", s.body("new@example.com", `,"inviterId":"none"`), 422, "entity.relation_foreign_key_not_found"},
		{"unknown role", s.body("new@example.com", `,"organizationRoleIds":["none"]`), 422, "entity.relation_foreign_key_not_found"},
		{"1001 roles", s.body("new@example.com", `,"organizationRoleIds":["`+strings.Repeat(`x","`, 1000)+`x"]`), 400, "guard.invalid_input"},
		{"role of machines", s.body("new@example.com", s.roles(s.buyer, s.robo)), 422, "request.invalid_input"},
		{"mail without a connector", s.body("new@example.com", `,"messagePayload":{}`), 501, "connector.not_found"},
		{"mail without content", s.body("new@example.com", `,"messagePayload":true`), 400, "guard.invalid_input"},
		{"mail of another kind", s.body("new@example.com", `,"messagePayload":"x"`), 400, "guard.invalid_input"},
		{"link that runs", s.body("new@example.com", `,"messagePayload":{"link":"javascript:alert(1)"}`), 400, "guard.invalid_input"},
		{"link of nowhere", s.body("new@example.com", `,"messagePayload":{"link":"/join"}`), 400, "guard.invalid_input"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s.Refused(t, "POST", "/organization-invitations", test.body, test.status, test.code)
		})
	}
	if found := s.List(t, "/organization-invitations"); len(found) != 1 {
		t.Errorf("left: %v", found)
	}
}

// An ended invitation does not block a new one.
func TestExpiry(t *testing.T) {
	s := newSite(t)
	first := s.invite(t, "ann@example.com", "")
	s.Advance(2 * time.Hour)
	s.Bearer = s.MachineToken()
	path := "/organization-invitations/" + text(first["id"])
	if got := s.Object(t, "GET", path, "", 200); got["status"] != "Expired" {
		t.Errorf("status is %v", got["status"])
	}
	s.Refused(t, "PUT", path+"/status", `{"status":"Revoked"}`, 422, "request.invalid_input")
	s.Refused(t, "PUT", path+"/status", `{"status":"Accepted","acceptedUserId":"`+s.User("ann").ID+`"}`, 422, "request.invalid_input")
	s.invite(t, "ann@example.com", "")
	kept, err := s.Records().OrganizationInvitations.Get(t.Context(), text(first["id"]))
	if err != nil || kept.Status != models.InvitationExpired {
		t.Errorf("got %+v, %v", kept, err)
	}
	s.Call(t, "DELETE", path, "", 204)
	s.Refused(t, "DELETE", path, "", 404, "entity.not_found")
	s.Refused(t, "GET", path, "", 404, "entity.not_found")
}

func TestAcceptFor(t *testing.T) {
	s := newSite(t)
	ann := s.User("ann") // ann@example.com, verified
	id := text(s.invite(t, "ANN@example.com", s.roles(s.buyer, s.reader))["id"])
	path := "/organization-invitations/" + id + "/status"
	unproven := s.User("other")
	unproven.EmailVerifiedAt = 0
	if err := s.Records().Users.Update(t.Context(), unproven); err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{
		"nobody": `{"status":"Accepted"}`, "null": `{"status":"Accepted","acceptedUserId":null}`,
		"another address": `{"status":"Accepted","acceptedUserId":"` + s.User("bob").ID + `"}`,
	} {
		t.Run(name, func(t *testing.T) { s.Refused(t, "PUT", path, body, 422, "request.invalid_input") })
	}
	s.Refused(t, "PUT", path, `{"status":"Accepted","acceptedUserId":"none"}`, 404, "entity.not_found")
	t.Run("suspended", func(t *testing.T) {
		suspended := s.User("sue")
		if err := s.Users.Suspend(t.Context(), s.Records(), suspended.ID, true); err != nil {
			t.Fatal(err)
		}
		id := text(s.invite(t, "sue@example.com", "")["id"])
		s.Refused(t, "PUT", "/organization-invitations/"+id+"/status", `{"status":"Accepted","acceptedUserId":"`+suspended.ID+`"}`, 422, "request.invalid_input")
	})
	t.Run("unverified address", func(t *testing.T) {
		id := text(s.invite(t, "other@example.com", "")["id"])
		s.Refused(t, "PUT", "/organization-invitations/"+id+"/status", `{"status":"Accepted","acceptedUserId":"`+unproven.ID+`"}`, 422, "request.invalid_input")
	})
	for _, body := range []string{`{"status":"Pending"}`, `{"status":"Expired"}`, `{}`} {
		s.Refused(t, "PUT", path, body, 400, "guard.invalid_input")
	}
	if _, isMember := s.member(t, ann.ID); isMember {
		t.Error("a member before anything was accepted")
	}
	got := s.Object(t, "PUT", path, `{"status":"Accepted","acceptedUserId":"`+ann.ID+`"}`, 200)
	if got["status"] != "Accepted" || got["acceptedUserId"] != ann.ID {
		t.Errorf("got %v", got)
	}
	if roles, isMember := s.member(t, ann.ID); !isMember || fmt.Sprint(roles) != "[buyer reader]" {
		t.Errorf("member: %v with %v", isMember, roles)
	}
	s.Refused(t, "PUT", path, `{"status":"Revoked"}`, 422, "request.invalid_input")
	s.Refused(t, "PUT", path, `{"status":"Accepted","acceptedUserId":"`+ann.ID+`"}`, 422, "request.invalid_input")
	s.Refused(t, "PUT", "/organization-invitations/none/status", `{"status":"Revoked"}`, 404, "entity.not_found")

	var keys []string
	for _, row := range s.Audited() {
		if row.Key == "Organization.Membership.Updated" {
			told := fmt.Sprintf("map[users:map[%s:[buyer reader]]]", ann.ID)
			if !strings.Contains(fmt.Sprint(row.Payload), told) || row.UserID != ann.ID {
				t.Errorf("the audit log contains %v", row.Payload)
			}
		}
		if strings.HasPrefix(row.Key, "Organization.") {
			keys = append(keys, row.Key)
		}
	}
	if joined := strings.Join(keys, " "); !strings.Contains(joined, "Organization.Invitation.Status.Updated") ||
		!strings.Contains(joined, "Organization.Membership.Updated") || !strings.Contains(joined, "Organization.Invitation.Created") {
		t.Errorf("audit rows: %s", joined)
	}
}

// A user who has become a member in another way still gets the roles.
func TestAcceptForMember(t *testing.T) {
	s := newSite(t)
	ann := s.User("ann")
	id := text(s.invite(t, "ann@example.com", s.roles(s.buyer))["id"])
	if err := s.Records().Members.Add(t.Context(), models.HolderUser, s.organization.ID, []string{ann.ID}, 1); err != nil {
		t.Fatal(err)
	}
	s.Call(t, "PUT", "/organization-invitations/"+id+"/status", `{"status":"Accepted","acceptedUserId":"`+ann.ID+`"}`, 200)
	if roles, isMember := s.member(t, ann.ID); !isMember || len(roles) != 1 {
		t.Errorf("member: %v with %v", isMember, roles)
	}
}

func TestMail(t *testing.T) {
	s := newSite(t).withMail(t)
	id := text(s.invite(t, "Ann@example.com", `,"inviterId":"`+s.User("carol").ID+`","messagePayload":{}`)["id"])
	got := s.mail.Last()
	if got.To != "ann@example.com" || got.Header.Get("Subject") != "Join Acme & Sons" {
		t.Errorf("to %q, subject %q", got.To, got.Header.Get("Subject"))
	}
	token := linkIn(t, got)
	if !strings.HasPrefix(got.Body, "carol invites you: ") {
		t.Errorf("body: %q", got.Body)
	}
	kept, err := s.Records().OrganizationInvitations.Get(t.Context(), id)
	if err != nil || string(kept.Digest) != string(models.Digest(token)) {
		t.Errorf("got %+v, %v", kept, err)
	}
	path := "/organization-invitations/" + id + "/message"
	s.Refused(t, "POST", path, "{}", 429, "request.rate_limited")
	s.Advance(time.Minute)
	s.Call(t, "POST", path, `{}`, 204)
	if fresh := linkIn(t, s.mail.Last()); fresh == token || len(s.mail.Mails()) != 2 {
		t.Errorf("%d mails, the same link again: %v", len(s.mail.Mails()), fresh == token)
	}
	if _, err := s.Invitations.Find(t.Context(), s.Records(), token); fault.From(err).Code != "invitation.not_found" {
		t.Errorf("the link before still works: %v", err)
	}
	s.Advance(time.Minute)
	s.Call(t, "POST", path, `{"link":"https://app.example/join?a=1&b=2"}`, 204)
	if body := s.mail.Last().Body; !strings.Contains(body, "https://app.example/join?a=1&b=2") {
		t.Errorf("body: %q", body)
	}
	s.Refused(t, "POST", path, `{"link":"javascript:alert(1)"}`, 400, "guard.invalid_input")
	s.Refused(t, "POST", "/organization-invitations/none/message", `{}`, 404, "entity.not_found")
}

var linkPattern = regexp.MustCompile(regexp.QuoteMeta(servertest.Endpoint) + `/invitation/([\w-]{43})\b`)

// linkIn is the token of the link in a mail.
func linkIn(t *testing.T, mail servertest.Mail) string {
	t.Helper()
	found := linkPattern.FindStringSubmatch(mail.Body)
	if found == nil {
		t.Fatalf("no link in %q", mail.Body)
	}
	return found[1]
}

// A message that cannot be sent leaves nothing behind.
func TestMailThatIsNotSent(t *testing.T) {
	s := newSite(t).withMail(t)
	s.mail.Refuse(true)
	s.Refused(t, "POST", "/organization-invitations", s.body("ann@example.com", `,"messagePayload":{}`), 400, "connector.general")
	if found := s.List(t, "/organization-invitations"); len(found) != 0 {
		t.Errorf("left: %v", found)
	}
	s.mail.Refuse(false)
	id := text(s.invite(t, "ann@example.com", `,"messagePayload":{}`)["id"])
	token := linkIn(t, s.mail.Last())
	s.Advance(time.Minute)
	s.mail.Refuse(true)
	s.Refused(t, "POST", "/organization-invitations/"+id+"/message", `{}`, 400, "connector.general")
	if _, err := s.Invitations.Find(t.Context(), s.Records(), token); err != nil {
		t.Errorf("the link that was sent before: %v", err)
	}
	s.mail.Refuse(false)
	s.Call(t, "POST", "/organization-invitations/"+id+"/message", `{}`, 204) // a failed message does not count
}

// The number of mails to an address is bounded across all invitations.
func TestMailsToOneAddress(t *testing.T) {
	s := newSite(t).withMail(t)
	for i := range 11 {
		if i == 10 {
			s.Refused(t, "POST", "/organization-invitations", s.body("ANN@example.com", `,"messagePayload":{}`), 429, "request.rate_limited")
			break
		}
		id := text(s.invite(t, "ann@example.com", `,"messagePayload":{}`)["id"])
		s.Call(t, "DELETE", "/organization-invitations/"+id, "", 204)
	}
	s.invite(t, "bob@example.com", `,"messagePayload":{}`)
	s.Advance(10 * time.Minute)
	s.invite(t, "ann@example.com", `,"messagePayload":{}`)
}

// A server may deliver a mail and then fail: an invitation accepted in between stands.
func TestAcceptedBeforeTheMailFailed(t *testing.T) {
	s := newSite(t).withMail(t)
	ann := s.User("ann")
	s.mail.Refuse(true)
	s.mail.OnMail(func() {
		pending, _, err := s.Records().OrganizationInvitations.List(t.Context(), store.InvitationFilter{}, store.Page{})
		if err != nil || len(pending) != 1 {
			t.Errorf("while the mail is sent: %v, %v", pending, err)
			return
		}
		if _, err := s.Invitations.AcceptFor(t.Context(), s.Records(), pending[0].ID, ann.ID); err != nil {
			t.Error(err)
		}
	})
	s.Refused(t, "POST", "/organization-invitations", s.body("ann@example.com", `,"messagePayload":{}`), 400, "connector.general")
	found := s.List(t, "/organization-invitations")
	if _, isMember := s.member(t, ann.ID); !isMember || len(found) != 1 || found[0].(servertest.Object)["status"] != "Accepted" {
		t.Errorf("a member: %v, invitations: %v", isMember, found)
	}
}

// Of several concurrent acceptances, one succeeds.
func TestAcceptAtOnce(t *testing.T) {
	s := newSite(t)
	ctx := tenant.With(t.Context(), &tenant.Tenant{Store: s.Records()})
	_, token, err := s.Invitations.Create(ctx, s.Records(), invitation.New{
		OrganizationID: s.organization.ID, Invitee: "ann@example.com", ExpiresAt: s.Now().Add(time.Hour).UnixMilli(), HasLink: true,
	})
	if err != nil || len(token) != 43 {
		t.Fatalf("got %q, %v", token, err)
	}
	users := make([]*models.User, 6)
	for i := range users {
		users[i] = s.bare(t, fmt.Sprintf("user%d", i))
	}
	errs := make([]error, len(users))
	var group sync.WaitGroup
	for i := range users {
		group.Go(func() { _, errs[i] = s.Invitations.Accept(ctx, s.Records(), token, users[i].ID) })
	}
	group.Wait()
	members, owners := 0, 0
	for i, err := range errs {
		if _, isMember := s.member(t, users[i].ID); isMember != (err == nil) {
			t.Errorf("member %v though %v", isMember, err)
		}
		if err == nil {
			members++
		} else if fault.From(err).Code != "invitation.not_found" {
			t.Error(err)
		}
		after, err := s.Records().Users.Get(t.Context(), users[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		if after.EmailKey != nil {
			owners++
		}
	}
	if members != 1 || owners != 1 {
		t.Errorf("%d became members, %d got the address", members, owners)
	}
}

// bare creates a user without an email address.
func (s *site) bare(t *testing.T, username string) *models.User {
	t.Helper()
	user, err := s.Users.Register(t.Context(), s.Records(), username, servertest.Password, "")
	if err != nil {
		t.Fatal(err)
	}
	return user
}

// Another tenant's invitation is not found, however it is addressed.
func TestTenants(t *testing.T) {
	s := newSite(t)
	id := text(s.invite(t, "ann@example.com", "")["id"])
	foreign := s.DB.Tenant(models.TenantAdmin)
	for name, err := range map[string]error{
		"get":    second(s.Invitations.Get(t.Context(), foreign, id)),
		"revoke": second(s.Invitations.Revoke(t.Context(), foreign, id)),
		"accept": second(s.Invitations.AcceptFor(t.Context(), foreign, id, "none")),
		"delete": s.Invitations.Delete(t.Context(), foreign, id),
	} {
		if fault.From(err).Code != "entity.not_found" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if found, _, err := foreign.OrganizationInvitations.List(t.Context(), store.InvitationFilter{}, store.Page{}); len(found) != 0 || err != nil {
		t.Errorf("got %v, %v", found, err)
	}
}

func second[T any](_ T, err error) error { return err }

// Viewers can read but change nothing.
func TestViewer(t *testing.T) {
	s := newSite(t)
	id := text(s.invite(t, "ann@example.com", "")["id"])
	viewer := s.As(models.RoleViewer)
	viewer.Call(t, "GET", "/organization-invitations/"+id, "", http.StatusOK)
	viewer.Refused(t, "PUT", "/organization-invitations/"+id+"/status", `{"status":"Revoked"}`, 403, "auth.forbidden")
	viewer.Refused(t, "DELETE", "/organization-invitations/"+id, "", 403, "auth.forbidden")
}

package invitation

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// apiTag is the tag of these routes in the OpenAPI document.
const apiTag = "Organization invitations"

type invitationBody struct {
	TenantID          string      `json:"tenantId"`
	ID                string      `json:"id"`
	InviterID         *string     `json:"inviterId" nullable:"true"`
	Invitee           string      `json:"invitee" doc:"In lower case"`
	AcceptedUserID    *string     `json:"acceptedUserId" nullable:"true"`
	OrganizationID    string      `json:"organizationId"`
	Status            string      `json:"status" enum:"Pending,Accepted,Expired,Revoked"`
	CreatedAt         int64       `json:"createdAt" doc:"Milliseconds since 1970"`
	UpdatedAt         int64       `json:"updatedAt" doc:"Milliseconds since 1970"`
	ExpiresAt         int64       `json:"expiresAt" doc:"Milliseconds since 1970"`
	OrganizationRoles []api.Named `json:"organizationRoles"`
}

// messageFields are the contents of a mail.
type messageFields struct {
	Code      string `json:"code,omitempty"`
	Link      string `json:"link,omitempty" doc:"Where the person accepts; left out, a page of this server"`
	Locale    string `json:"locale,omitempty"`
	UILocales string `json:"uiLocales,omitempty"`
}

// messagePayload is an object to send mail with, or false for none; true is invalid,
// because it does not say what to send.
type messagePayload struct{ message *Message }

// UnmarshalJSON reads an object or a boolean.
func (p *messagePayload) UnmarshalJSON(data []byte) error {
	switch string(bytes.TrimSpace(data)) {
	case "false", "null":
		return nil
	}
	var fields messageFields
	if err := json.Unmarshal(data, &fields); err != nil {
		return errors.New("must be an object, or false")
	}
	p.message = &Message{Code: fields.Code, Link: fields.Link}
	return nil
}

// Schema is the schema of an object or a boolean.
func (messagePayload) Schema(r huma.Registry) *huma.Schema {
	return &huma.Schema{
		OneOf:       []*huma.Schema{huma.SchemaFromType(r, reflect.TypeFor[messageFields]()), {Type: huma.TypeBoolean, Enum: []any{false}}},
		Description: "An object sends mail with what is in it; false, as when it is left out, sends none",
	}
}

type (
	listInput struct {
		api.Page
		OrganizationID string `query:"organizationId" doc:"Only invitations into this organization"`
		InviterID      string `query:"inviterId" doc:"Only invitations by this user"`
		Invitee        string `query:"invitee" doc:"Only invitations of this e-mail address, in any case"`
	}
	createInput struct {
		Body struct {
			InviterID           *string        `json:"inviterId,omitempty" nullable:"true" maxLength:"21" doc:"The user who invites"`
			Invitee             string         `json:"invitee" doc:"An e-mail address"`
			OrganizationID      string         `json:"organizationId" minLength:"1" maxLength:"21"`
			ExpiresAt           int64          `json:"expiresAt" doc:"Milliseconds since 1970, in the future"`
			OrganizationRoleIDs []string       `json:"organizationRoleIds,omitempty" maxItems:"1000" doc:"Roles of people that whoever accepts gets"`
			MessagePayload      messagePayload `json:"messagePayload,omitempty"`
		}
	}
	messageInput struct {
		api.IDPath
		Body messageFields
	}
	statusInput struct {
		api.IDPath
		Body struct {
			AcceptedUserID *string `json:"acceptedUserId,omitempty" nullable:"true" maxLength:"21" doc:"Who joins; needed to accept"`
			Status         string  `json:"status" enum:"Accepted,Revoked"`
		}
	}
)

// API serves the invitations.
type API struct{ *Service }

// Register adds the routes.
func (a API) Register(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListOrganizationInvitations", Route: "GET /organization-invitations", Tag: apiTag,
		Summary: "List invitations, newest first", Description: "Without page and page_size all are listed.",
	}, a.list)
	api.Register(to, api.Operation{
		ID: "CreateOrganizationInvitation", Route: "POST /organization-invitations", Tag: apiTag, Status: http.StatusCreated,
		Errors: []int{422, 429, 501}, Summary: "Invite somebody to join an organization",
		Description: "When mail shall be sent and cannot be, nothing is stored.",
	}, a.create)
	api.Register(to, api.Operation{
		ID: "GetOrganizationInvitation", Route: "GET /organization-invitations/{id}", Tag: apiTag, Errors: []int{404},
		Summary: "Get an invitation",
	}, a.get)
	api.Register(to, api.Operation{
		ID: "DeleteOrganizationInvitation", Route: "DELETE /organization-invitations/{id}", Tag: apiTag, Errors: []int{404},
		Summary: "Delete an invitation",
	}, a.delete)
	api.Register(to, api.Operation{
		ID: "CreateOrganizationInvitationMessage", Route: "POST /organization-invitations/{id}/message", Tag: apiTag,
		Status: http.StatusNoContent, Errors: []int{404, 422, 429, 501},
		Summary:     "Send the mail of a pending invitation, once a minute at most",
		Description: "Without a link of your own the mail has a fresh one, and the one before it works no longer.",
	}, a.send)
	api.Register(to, api.Operation{
		ID: "ReplaceOrganizationInvitationStatus", Route: "PUT /organization-invitations/{id}/status", Tag: apiTag,
		Errors: []int{404, 422}, Summary: "Accept a pending invitation for a user who holds the address as verified, or take it back",
	}, a.setStatus)
}

func (a API) list(ctx context.Context, input *listInput) (*api.List[invitationBody], error) {
	filter := store.InvitationFilter{
		OrganizationID: input.OrganizationID, InviterID: input.InviterID, Invitee: strings.ToLower(input.Invitee),
	}
	found, total, err := tenant.From(ctx).Store.OrganizationInvitations.List(ctx, filter, input.OrWhole())
	if err != nil {
		return nil, err
	}
	return api.ListedWhole(&input.Page, found, total, a.bodyOf), nil
}

func (a API) create(ctx context.Context, input *createInput) (*api.Output[invitationBody], error) {
	fields := input.Body
	created, _, err := a.Create(ctx, tenant.From(ctx).Store, New{
		OrganizationID: fields.OrganizationID, Invitee: fields.Invitee, InviterID: noun.Text(fields.InviterID),
		RoleIDs: fields.OrganizationRoleIDs, ExpiresAt: fields.ExpiresAt, Message: fields.MessagePayload.message,
	})
	return api.One(created, err, a.bodyOf)
}

func (a API) get(ctx context.Context, input *api.IDPath) (*api.Output[invitationBody], error) {
	found, err := a.Get(ctx, tenant.From(ctx).Store, input.ID)
	return api.One(found, err, a.bodyOf)
}

func (a API) delete(ctx context.Context, input *api.IDPath) (*struct{}, error) {
	return nil, a.Delete(ctx, tenant.From(ctx).Store, input.ID)
}

func (a API) send(ctx context.Context, input *messageInput) (*struct{}, error) {
	return nil, a.Send(ctx, tenant.From(ctx).Store, input.ID, Message{Code: input.Body.Code, Link: input.Body.Link})
}

func (a API) setStatus(ctx context.Context, input *statusInput) (*api.Output[invitationBody], error) {
	records := tenant.From(ctx).Store
	if models.InvitationStatus(input.Body.Status) == models.InvitationRevoked {
		revoked, err := a.Revoke(ctx, records, input.ID)
		return api.One(revoked, err, a.bodyOf)
	}
	accepted, err := a.AcceptFor(ctx, records, input.ID, noun.Text(input.Body.AcceptedUserID))
	return api.One(accepted, err, a.bodyOf)
}

func (a API) bodyOf(i *models.Invitation) invitationBody {
	return invitationBody{
		TenantID: i.TenantID, ID: i.ID, InviterID: i.InviterID, Invitee: i.Invitee, AcceptedUserID: i.AcceptedUserID,
		OrganizationID: i.OrganizationID, Status: string(i.StatusAt(a.Now().UnixMilli())),
		CreatedAt: i.CreatedAt, UpdatedAt: i.UpdatedAt, ExpiresAt: i.ExpiresAt, OrganizationRoles: api.Bodies(i.Roles, api.NamedRole),
	}
}

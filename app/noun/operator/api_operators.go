package operator

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/actor"
	"portico/models"
	"portico/models/store"
)

// API answers for the operators, whatever tenant is managed.
type API struct {
	*Service
	// Records are those of the tenant "admin".
	Records *store.Store
	// Link is the public address at which an invitation's token is accepted.
	Link func(token string) string
}

type operatorBody struct {
	ID           string  `json:"id"`
	Username     *string `json:"username" nullable:"true"`
	Name         *string `json:"name" nullable:"true"`
	Role         string  `json:"role" enum:"admin,editor,viewer"`
	IsSuspended  bool    `json:"isSuspended"`
	LastSignInAt *int64  `json:"lastSignInAt" nullable:"true" doc:"Milliseconds since 1970"`
	CreatedAt    int64   `json:"createdAt" doc:"Milliseconds since 1970"`
}

type invitationBody struct {
	ID        string `json:"id"`
	Role      string `json:"role" enum:"admin,editor,viewer"`
	ExpiresAt int64  `json:"expiresAt" doc:"Milliseconds since 1970"`
	Link      string `json:"link,omitempty" doc:"Shown once, when the invitation is made"`
}

type (
	operatorsOutput   struct{ Body []operatorBody }
	operatorOutput    struct{ Body operatorBody }
	invitationsOutput struct{ Body []invitationBody }
	invitationOutput  struct{ Body invitationBody }
	roleBody          struct {
		Role string `json:"role" enum:"admin,editor,viewer"`
	}
	operatorInput struct {
		ID string `path:"operatorId"`
	}
	roleInput struct {
		ID   string `path:"operatorId"`
		Body roleBody
	}
	inviteInput     struct{ Body roleBody }
	invitationInput struct {
		ID string `path:"invitationId"`
	}
)

// Register adds the routes of the operators.
func (a *API) Register(routes *api.API) {
	const tag = "Operators"
	operation := func(id, method, path, summary string, status int, errors ...int) api.Operation {
		return api.Operation{
			ID: id, Route: method + " " + path, Tag: tag, Status: status, Errors: errors, Access: actor.Administer,
			IsInstallationWide: true, Summary: summary,
		}
	}
	api.Register(routes, operation("ListOperators", http.MethodGet, "/operators", "List the operators", 0), a.list)
	api.Register(routes, operation("UpdateOperator", http.MethodPatch, "/operators/{operatorId}",
		"Give an operator another role", 0, 400, 404, 422), a.update)
	api.Register(routes, operation("DeleteOperator", http.MethodDelete, "/operators/{operatorId}",
		"Remove an operator", http.StatusNoContent, 404, 422), a.remove)
	api.Register(routes, operation("ListOperatorInvitations", http.MethodGet, "/operator-invitations",
		"List the invitations that are open", 0), a.listInvitations)
	api.Register(routes, operation("CreateOperatorInvitation", http.MethodPost, "/operator-invitations",
		"Invite an operator by a link that works once", http.StatusCreated, 400), a.invite)
	api.Register(routes, operation("DeleteOperatorInvitation", http.MethodDelete, "/operator-invitations/{invitationId}",
		"Take an invitation back", http.StatusNoContent, 404), a.revoke)
}

func (a *API) list(ctx context.Context, _ *struct{}) (*operatorsOutput, error) {
	operators, err := a.Records.Operators.List(ctx)
	if err != nil {
		return nil, err
	}
	output := &operatorsOutput{Body: make([]operatorBody, 0, len(operators))}
	for i := range operators {
		output.Body = append(output.Body, body(&operators[i]))
	}
	return output, nil
}

func (a *API) update(ctx context.Context, input *roleInput) (*operatorOutput, error) {
	if err := a.SetRole(ctx, a.Records, input.ID, input.Body.Role); err != nil {
		return nil, err
	}
	updated, err := a.Records.Operators.Get(ctx, input.ID)
	if err != nil {
		return nil, err
	}
	return &operatorOutput{Body: body(updated)}, nil
}

func (a *API) remove(ctx context.Context, input *operatorInput) (*struct{}, error) {
	return nil, a.Remove(ctx, a.Records, input.ID)
}

func (a *API) listInvitations(ctx context.Context, _ *struct{}) (*invitationsOutput, error) {
	invitations, err := a.Records.OperatorInvitations.List(ctx, a.Now().UnixMilli())
	if err != nil {
		return nil, err
	}
	output := &invitationsOutput{Body: make([]invitationBody, 0, len(invitations))}
	for _, i := range invitations {
		output.Body = append(output.Body, invitationBody{ID: i.ID, Role: i.Role, ExpiresAt: i.ExpiresAt})
	}
	return output, nil
}

func (a *API) invite(ctx context.Context, input *inviteInput) (*invitationOutput, error) {
	invitation, token, err := a.Invite(ctx, a.Records, input.Body.Role)
	if err != nil {
		return nil, err
	}
	return &invitationOutput{Body: invitationBody{
		ID: invitation.ID, Role: invitation.Role, ExpiresAt: invitation.ExpiresAt, Link: a.Link(token),
	}}, nil
}

func (a *API) revoke(ctx context.Context, input *invitationInput) (*struct{}, error) {
	return nil, a.Revoke(ctx, a.Records, input.ID)
}

func body(o *models.Operator) operatorBody {
	body := operatorBody{
		ID: o.ID, Username: o.Username, Name: o.Name, Role: o.Role, IsSuspended: o.IsSuspended, CreatedAt: o.CreatedAt,
	}
	if o.LastSignInAt != 0 {
		body.LastSignInAt = &o.LastSignInAt
	}
	return body
}

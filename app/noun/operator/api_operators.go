package operator

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/actor"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// API serves the operators, whichever tenant is managed.
type API struct {
	*Service
	// Records are the records of the tenant "admin".
	Records *store.Store
	// Link is the public URL at which an invitation's token is accepted.
	Link func(token string) string
}

type operatorBody struct {
	ID             string  `json:"id"`
	Username       *string `json:"username" nullable:"true"`
	Name           *string `json:"name" nullable:"true"`
	Role           string  `json:"role" enum:"admin,editor,viewer"`
	IsSuspended    bool    `json:"isSuspended"`
	MayEditScripts bool    `json:"mayEditScripts" doc:"Whether an editor may edit and test scripts for custom claims"`
	LastSignInAt   *int64  `json:"lastSignInAt" nullable:"true" doc:"Milliseconds since 1970"`
	CreatedAt      int64   `json:"createdAt" doc:"Milliseconds since 1970"`
}

type invitationBody struct {
	ID        string `json:"id"`
	Role      string `json:"role" enum:"admin,editor,viewer"`
	ExpiresAt int64  `json:"expiresAt" doc:"Milliseconds since 1970"`
	Link      string `json:"link,omitempty" doc:"Shown once, when the invitation is created"`
}

type (
	roleBody struct {
		Role string `json:"role" enum:"admin,editor,viewer"`
	}
	operatorInput struct {
		ID string `path:"operatorId"`
	}
	updateInput struct {
		ID   string `path:"operatorId"`
		Body struct {
			Role           *string `json:"role,omitempty" enum:"admin,editor,viewer"`
			MayEditScripts *bool   `json:"mayEditScripts,omitempty" doc:"Of editors; admins always may, and viewers never"`
		}
	}
	inviteInput     struct{ Body roleBody }
	invitationInput struct {
		ID string `path:"invitationId"`
	}
)

// Register adds the routes of the operators.
func (a *API) Register(to *api.API) {
	operation := func(id, route, summary string, status int, errors ...int) api.Operation {
		return api.Operation{
			ID: id, Route: route, Tag: "Operators", Status: status, Errors: errors, Access: actor.Administer,
			IsInstallationWide: true, Summary: summary,
		}
	}
	api.Register(to, operation("ListOperators", "GET /operators", "List the operators", 0), a.list)
	api.Register(to, operation("UpdateOperator", "PATCH /operators/{operatorId}", "Change an operator's role, and whether they may edit scripts", 0, 404, 422), a.update)
	api.Register(to, operation("DeleteOperator", "DELETE /operators/{operatorId}", "Remove an operator", 0, 404, 422), a.remove)
	api.Register(to, operation("ListOperatorInvitations", "GET /operator-invitations", "List the invitations that are open", 0), a.listInvitations)
	api.Register(to, operation("CreateOperatorInvitation", "POST /operator-invitations",
		"Invite an operator by a link that works once", http.StatusCreated), a.invite)
	api.Register(to, operation("DeleteOperatorInvitation", "DELETE /operator-invitations/{invitationId}", "Take an invitation back", 0, 404), a.revoke)
}

func (a *API) list(ctx context.Context, _ *struct{}) (*api.Output[[]operatorBody], error) {
	operators, err := a.Records.Operators.List(ctx)
	return api.All(operators, err, bodyOf)
}

func (a *API) update(ctx context.Context, input *updateInput) (*api.Output[operatorBody], error) {
	err := a.Records.InTx(ctx, func(tx *store.Store) error {
		if role := input.Body.Role; role != nil {
			if err := a.SetRole(ctx, tx, input.ID, *role); err != nil {
				return err
			}
		}
		if may := input.Body.MayEditScripts; may != nil {
			return a.SetMayEditScripts(ctx, tx, input.ID, *may)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	updated, err := a.Records.Operators.Get(ctx, input.ID)
	if err != nil {
		return nil, rule.OrMissing("operator "+input.ID, err)
	}
	return api.One(updated, nil, bodyOf)
}

func (a *API) remove(ctx context.Context, input *operatorInput) (*struct{}, error) {
	return nil, a.Remove(ctx, a.Records, input.ID)
}

func (a *API) listInvitations(ctx context.Context, _ *struct{}) (*api.Output[[]invitationBody], error) {
	invitations, err := a.Records.OperatorInvitations.List(ctx, a.Now().UnixMilli())
	return api.All(invitations, err, invitationBodyOf)
}

func (a *API) invite(ctx context.Context, input *inviteInput) (*api.Output[invitationBody], error) {
	invitation, token, err := a.Invite(ctx, a.Records, input.Body.Role)
	output, err := api.One(invitation, err, invitationBodyOf)
	if err == nil {
		output.Body.Link = a.Link(token)
	}
	return output, err
}

func (a *API) revoke(ctx context.Context, input *invitationInput) (*struct{}, error) {
	return nil, a.Revoke(ctx, a.Records, input.ID)
}

func bodyOf(o *models.Operator) operatorBody {
	body := operatorBody{
		ID: o.ID, Username: o.Username, Name: o.Name, Role: o.Role, IsSuspended: o.IsSuspended, CreatedAt: o.CreatedAt,
		MayEditScripts: o.MayEditScripts(),
	}
	if o.LastSignInAt != 0 {
		body.LastSignInAt = &o.LastSignInAt
	}
	return body
}

func invitationBodyOf(invitation *models.OperatorInvitation) invitationBody {
	return invitationBody{ID: invitation.ID, Role: invitation.Role, ExpiresAt: invitation.ExpiresAt}
}

package user

import (
	"context"
	"slices"
	"strings"

	"portico/app/actor"
	"portico/app/api"
	"portico/app/password"
	"portico/models"
)

// userBody is a user as the API shows it: what is not set is null.
type userBody struct {
	ID           string         `json:"id"`
	Username     *string        `json:"username"`
	PrimaryEmail *string        `json:"primaryEmail"`
	PrimaryPhone *string        `json:"primaryPhone"`
	Name         *string        `json:"name"`
	Avatar       *string        `json:"avatar"`
	CustomData   map[string]any `json:"customData"`
	Identities   map[string]any `json:"identities" doc:"The user's accounts at social connectors, by their target"`
	LastSignInAt *int64         `json:"lastSignInAt" doc:"Milliseconds since 1970"`
	CreatedAt    int64          `json:"createdAt" doc:"Milliseconds since 1970"`
	UpdatedAt    int64          `json:"updatedAt" doc:"Milliseconds since 1970"`
	Profile      models.Profile `json:"profile"`
	// ApplicationID and CIMDClientID say through which client the user first came.
	ApplicationID *string          `json:"applicationId" doc:"The application through which the user first came"`
	CIMDClientID  *string          `json:"cimdClientId" doc:"The same, for a client that is known by its metadata document"`
	IsSuspended   bool             `json:"isSuspended"`
	HasPassword   bool             `json:"hasPassword"`
	SSOIdentities []map[string]any `json:"ssoIdentities,omitzero" doc:"Present when it was asked for"`

	PasswordDigest    api.Optional[string] `json:"passwordDigest,omitzero" doc:"Present when it was asked for by someone who may change users"`
	PasswordAlgorithm api.Optional[string] `json:"passwordAlgorithm,omitzero" doc:"How passwordDigest was made, as it is given to create a user"`
}

type getInput struct {
	UserID               string `path:"userId"`
	IncludeSSOIdentities string `query:"includeSsoIdentities" doc:"true shows ssoIdentities"`
	IncludePasswordHash  string `query:"includePasswordHash" doc:"true shows passwordDigest and passwordAlgorithm to those who may change users"`
}

func outputOf(user *models.User, err error) (*userOutput, error) {
	if err != nil {
		return nil, err
	}
	return &userOutput{Body: bodyOf(user)}, nil
}

func bodyOf(user *models.User) userBody {
	body := userBody{
		ID: user.ID, Username: user.Username, PrimaryEmail: user.PrimaryEmail, PrimaryPhone: user.PrimaryPhone,
		Name: user.Name, Avatar: user.Avatar, CustomData: user.CustomData, Identities: map[string]any{},
		CreatedAt: user.CreatedAt, UpdatedAt: user.UpdatedAt, Profile: user.Profile,
		ApplicationID: user.ApplicationID, IsSuspended: user.IsSuspended, HasPassword: user.PasswordHash != "",
	}
	if body.CustomData == nil {
		body.CustomData = map[string]any{}
	}
	if user.LastSignInAt != 0 {
		body.LastSignInAt = &user.LastSignInAt
	}
	return body
}

// bodyOf adds what the request asks for. A viewer never sees a hash.
func (i *getInput) bodyOf(ctx context.Context, user *models.User) userBody {
	body := bodyOf(user)
	if isYes(i.IncludeSSOIdentities) {
		body.SSOIdentities = []map[string]any{}
	}
	if isYes(i.IncludePasswordHash) && actor.From(ctx).May(actor.Change) {
		algorithm, digest := password.Export(user.PasswordHash)
		body.PasswordAlgorithm, body.PasswordDigest = textOrNull(algorithm), textOrNull(digest)
	}
	return body
}

func textOrNull(text string) api.Optional[string] {
	return api.Optional[string]{IsSet: true, IsNull: text == "", Value: text}
}

// isYes reads a query parameter that switches something on.
func isYes(text string) bool {
	return slices.Contains([]string{"true", "1", "yes", "y"}, strings.ToLower(text))
}

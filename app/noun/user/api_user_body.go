package user

import (
	"context"

	"portico/app/edge/api"
	"portico/app/ground/actor"
	"portico/app/ground/password"
	"portico/models"
)

// userBody is a user with the optional parts of the response.
type userBody struct {
	api.User
	SSOIdentities []map[string]any `json:"ssoIdentities,omitzero" doc:"Only when requested"`

	PasswordDigest    api.Optional[string] `json:"passwordDigest,omitzero" doc:"Only when requested, by a caller with write access"`
	PasswordAlgorithm api.Optional[string] `json:"passwordAlgorithm,omitzero" doc:"Algorithm of passwordDigest, in the form used to create a user"`
}

type getInput struct {
	HashInput
	UserID               string `path:"userId"`
	IncludeSSOIdentities string `query:"includeSsoIdentities" doc:"true adds ssoIdentities"`
}

// HashInput asks for password hashes; huma reads embedded types that are exported only.
type HashInput struct {
	IncludePasswordHash string `query:"includePasswordHash" doc:"true adds passwordDigest and passwordAlgorithm for callers with write access"`
}

func bodyOf(user *models.User) userBody { return userBody{User: api.UserOf(user)} }

// bodyOf adds what the request asks for.
func (i *getInput) bodyOf(ctx context.Context, user *models.User) userBody {
	body := i.HashInput.bodyOf(ctx, user)
	if api.IsYes(i.IncludeSSOIdentities) {
		body.SSOIdentities = []map[string]any{}
	}
	return body
}

// bodyOf adds the hash if the request asks for it. A viewer never sees one.
func (i *HashInput) bodyOf(ctx context.Context, user *models.User) userBody {
	body := bodyOf(user)
	if api.IsYes(i.IncludePasswordHash) && actor.From(ctx).May(actor.Change) {
		algorithm, digest := password.Export(user.PasswordHash)
		body.PasswordAlgorithm, body.PasswordDigest = textOrNull(algorithm), textOrNull(digest)
	}
	return body
}

func textOrNull(text string) api.Optional[string] {
	return api.Optional[string]{IsSet: true, IsNull: text == "", Value: text}
}

package signingkey

import (
	"context"
	"time"

	"portico/app/edge/api"
	"portico/app/ground/actor"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/models"
)

// Key types of the API. Cookies hold random tokens, so there are no keys
// that sign them.
const (
	privateKeys = "private-keys"
	cookieKeys  = "cookie-keys"
)

type keyBody struct {
	ID                  string `json:"id"`
	CreatedAt           int64  `json:"createdAt" doc:"Seconds since 1970"`
	SigningKeyAlgorithm string `json:"signingKeyAlgorithm" enum:"RSA,EC"`
	SigningAlgorithm    string `json:"signingAlgorithm" enum:"ES256,RS256,ES384"`
	Status              string `json:"status" enum:"Next,Current,Previous"`
}

type keyTypeInput struct {
	KeyType string `path:"keyType" enum:"private-keys,cookie-keys"`
}

type rotateInput struct {
	KeyType string `path:"keyType" enum:"private-keys,cookie-keys"`
	Body    *struct {
		SigningKeyAlgorithm string `json:"signingKeyAlgorithm,omitempty" enum:"RSA,EC" doc:"RSA makes RS256 the default, EC makes it ES256"`
		SigningAlgorithm    string `json:"signingAlgorithm,omitempty" enum:"ES256,RS256,ES384" doc:"Names the algorithm exactly"`
		RotationGracePeriod int64  `json:"rotationGracePeriod,omitempty" minimum:"0" maximum:"2592000" doc:"Seconds until the new key signs; it is published as the next key until then. 0 rotates now"`
	}
}

type deleteInput struct {
	KeyType string `path:"keyType" enum:"private-keys,cookie-keys"`
	KeyID   string `path:"keyId"`
}

// API serves the signing keys.
type API struct{ *Service }

// Register adds the routes.
func (a API) Register(to *api.API) {
	const tag = "Configs"
	api.Register(to, api.Operation{
		ID: "GetOidcKeys", Route: "GET /configs/oidc/{keyType}", Tag: tag, Summary: "List the keys, newest first",
		Description: "Private keys are never shown.",
	}, a.list)
	api.Register(to, api.Operation{
		ID: "RotateOidcKeys", Route: "POST /configs/oidc/{keyType}/rotate", Tag: tag, Errors: []int{422, 501},
		Access: actor.Control, Summary: "Rotate the signing keys: the next key becomes the current one",
	}, a.rotate)
	api.Register(to, api.Operation{
		ID: "DeleteOidcKey", Route: "DELETE /configs/oidc/{keyType}/{keyId}", Tag: tag, Errors: []int{404, 422},
		Access: actor.Control, Summary: "Delete a previous key early",
	}, a.delete)
}

func (a API) list(ctx context.Context, input *keyTypeInput) (*api.Output[[]keyBody], error) {
	if input.KeyType == cookieKeys {
		return api.All(nil, nil, bodyOf)
	}
	keys, err := tenant.From(ctx).Store.SigningKeys.List(ctx)
	return api.All(keys, err, bodyOf)
}

func (a API) rotate(ctx context.Context, input *rotateInput) (*api.Output[[]keyBody], error) {
	if input.KeyType != privateKeys {
		return nil, fault.New(fault.Unsupported, "oidc.no_cookie_keys")
	}
	algorithm := ""
	if input.Body != nil {
		ofType := map[string]string{"RSA": "RS256", "EC": "ES256"}
		if algorithm = input.Body.SigningAlgorithm; algorithm == "" {
			algorithm = ofType[input.Body.SigningKeyAlgorithm]
		}
	}
	if input.Body != nil && input.Body.RotationGracePeriod > 0 {
		grace := time.Duration(input.Body.RotationGracePeriod) * time.Second
		keys, err := a.Schedule(ctx, tenant.From(ctx).Store, algorithm, algorithm != "", grace)
		return api.All(keys, err, bodyOf)
	}
	left, err := a.Rotate(ctx, tenant.From(ctx).Store, algorithm, algorithm != "")
	return api.All(left, err, bodyOf)
}

func (a API) delete(ctx context.Context, input *deleteInput) (*struct{}, error) {
	if input.KeyType != privateKeys {
		return nil, notFound(input.KeyID)
	}
	return nil, a.Delete(ctx, tenant.From(ctx).Store, input.KeyID)
}

func bodyOf(key *models.SigningKey) keyBody {
	kind := "EC"
	if key.Algorithm == "RS256" {
		kind = "RSA"
	}
	return keyBody{
		ID: key.ID, CreatedAt: key.CreatedAt / 1000, SigningKeyAlgorithm: kind,
		SigningAlgorithm: key.Algorithm, Status: string(key.Status),
	}
}

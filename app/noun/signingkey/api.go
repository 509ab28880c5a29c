package signingkey

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/actor"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/models"
)

// Key types of the API. Cookies hold random tokens here, so there are no keys
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

type keysOutput struct{ Body []keyBody }

type rotateInput struct {
	KeyType string `path:"keyType" enum:"private-keys,cookie-keys"`
	Body    *struct {
		SigningKeyAlgorithm string `json:"signingKeyAlgorithm,omitempty" enum:"RSA,EC" doc:"RSA makes RS256 the default, EC ES256"`
		SigningAlgorithm    string `json:"signingAlgorithm,omitempty" enum:"ES256,RS256,ES384" doc:"Names the algorithm exactly"`
	}
}

type deleteInput struct {
	KeyType string `path:"keyType" enum:"private-keys,cookie-keys"`
	KeyID   string `path:"keyId"`
}

// RegisterAPI adds the routes of the signing keys.
func (s *Service) RegisterAPI(a *api.API) {
	const tag = "Configs"
	api.Register(a, api.Operation{
		ID: "GetOidcKeys", Method: http.MethodGet, Path: "/configs/oidc/{keyType}", Tag: tag,
		Summary: "List the keys, newest first", Description: "The values of private keys are never shown.",
		Errors: []int{400},
	}, s.apiList)
	api.Register(a, api.Operation{
		ID: "RotateOidcKeys", Method: http.MethodPost, Path: "/configs/oidc/{keyType}/rotate", Tag: tag,
		Summary: "Let the next key sign", Access: actor.Administer, Errors: []int{400, 422, 501},
	}, s.apiRotate)
	api.Register(a, api.Operation{
		ID: "DeleteOidcKey", Method: http.MethodDelete, Path: "/configs/oidc/{keyType}/{keyId}", Tag: tag,
		Summary: "Delete a previous key before its time", Status: http.StatusNoContent, Access: actor.Administer,
		Errors: []int{400, 404, 422},
	}, s.apiDelete)
}

func (s *Service) apiList(ctx context.Context, input *keyTypeInput) (*keysOutput, error) {
	if input.KeyType == cookieKeys {
		return &keysOutput{Body: []keyBody{}}, nil
	}
	records, err := tenant.From(ctx).Store.SigningKeys.List(ctx)
	if err != nil {
		return nil, err
	}
	return bodies(records), nil
}

func (s *Service) apiRotate(ctx context.Context, input *rotateInput) (*keysOutput, error) {
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
	left, err := s.Rotate(ctx, tenant.From(ctx).Store, algorithm, algorithm != "")
	if err != nil {
		return nil, err
	}
	return bodies(left), nil
}

func (s *Service) apiDelete(ctx context.Context, input *deleteInput) (*struct{}, error) {
	if input.KeyType != privateKeys {
		return nil, notFound(input.KeyID)
	}
	return nil, s.Delete(ctx, tenant.From(ctx).Store, input.KeyID)
}

func bodies(records []models.SigningKey) *keysOutput {
	output := &keysOutput{Body: make([]keyBody, 0, len(records))}
	for _, key := range records {
		kind := "EC"
		if key.Algorithm == "RS256" {
			kind = "RSA"
		}
		output.Body = append(output.Body, keyBody{
			ID: key.ID, CreatedAt: key.CreatedAt / 1000, SigningKeyAlgorithm: kind,
			SigningAlgorithm: key.Algorithm, Status: string(key.Status),
		})
	}
	return output
}

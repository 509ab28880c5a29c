package customjwt

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

// Preview is a token as it would be issued, without its signature.
type Preview struct{ Header, Claims []Claim }

// Claim is a member of a token.
type Claim struct {
	Name     string
	Value    json.RawMessage
	IsCustom bool
}

// defaultTTL is the lifetime of a token for an audience that is no API resource, in
// seconds, such as that of an organization.
const defaultTTL = 3600

// Preview returns the token that a test's sample describes with the claims that the
// script returned. Members that a sample lacks are left out.
func (s *Service) Preview(ctx context.Context, t *tenant.Tenant, sample map[string]any, returned map[string]json.RawMessage) (*Preview, error) {
	audience, _ := sample["aud"].(string)
	target := &models.Resource{AccessTokenTTL: defaultTTL}
	found, err := t.Store.Resources.ByIndicator(ctx, audience)
	switch {
	case err == nil:
		target = found
	case !errors.Is(err, store.ErrNotFound):
		return nil, fmt.Errorf("read resource of sample: %w", err)
	}
	preview := &Preview{}
	if preview.Header, err = header(ctx, t, target); err != nil {
		return nil, err
	}
	if preview.Claims, err = s.ownClaims(t, sample, target.AccessTokenTTL); err != nil {
		return nil, err
	}
	custom, _ := unreserved(returned)
	for _, name := range slices.Sorted(maps.Keys(custom)) {
		preview.Claims = append(preview.Claims, Claim{Name: name, Value: custom[name], IsCustom: true})
	}
	return preview, nil
}

// ownClaims are the claims that a token has without a script.
func (s *Service) ownClaims(t *tenant.Tenant, sample map[string]any, ttl int64) (claims []Claim, err error) {
	text := func(name string) string {
		value, _ := sample[name].(string)
		return value
	}
	now := s.Now().Unix()
	own := []struct {
		name  string
		value any
	}{
		{"jti", text("jti")},
		{"iss", t.Issuer()},
		{"sub", cmp.Or(text("accountId"), text("clientId"))},
		{"aud", text("aud")},
		{"client_id", text("clientId")},
		{"iat", now},
		{"exp", now + ttl},
		{"scope", text("scope")},
		{"grant_id", text("grantId")},
	}
	for _, claim := range own {
		if claim.value == "" && claim.name != "scope" {
			continue
		}
		if claims, err = with(claims, claim.name, claim.value); err != nil {
			return nil, err
		}
	}
	return claims, nil
}

// header is the header of a token for a resource.
func header(ctx context.Context, t *tenant.Tenant, target *models.Resource) ([]Claim, error) {
	algorithm := cmp.Or(target.AccessTokenSigningAlg, t.DefaultAlgorithm)
	claims, err := with(nil, "alg", algorithm)
	if err != nil {
		return nil, err
	}
	if claims, err = with(claims, "typ", cmp.Or(target.AccessTokenType, models.AccessTokenAtJWT)); err != nil {
		return nil, err
	}
	keys, err := t.Store.SigningKeys.List(ctx)
	if err != nil {
		return nil, fmt.Errorf("list signing keys: %w", err)
	}
	for _, key := range keys {
		if key.Algorithm == algorithm && key.Status == models.KeyCurrent {
			return with(claims, "kid", key.ID)
		}
	}
	return claims, nil
}

func with(claims []Claim, name string, value any) ([]Claim, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("write claim %s: %w", name, err)
	}
	return append(claims, Claim{Name: name, Value: text}), nil
}

package issue

import (
	"context"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"strings"

	"portico/app/oidc/protocol"
)

// IDToken issues an ID token (OpenID Connect Core 1.0, sections 2 and 3.1.3.6)
// with an access token. The nonce is the authorization request's, "" on refresh.
func (i *Issuer) IDToken(ctx context.Context, s Subject, scopes protocol.Scopes, accessToken, nonce string) (string, error) {
	algorithm := s.Client.IDTokenAlgorithm()
	now := i.Now().Unix()
	claims := Claims{
		"iss": s.Tenant.Issuer(), "sub": s.User.ID, "aud": s.Client.ID,
		"iat": now, "exp": now + s.Client.IDTokenTTL(),
		"auth_time": s.Grant.AuthTime / 1000, "at_hash": leftHash(algorithm, accessToken),
	}
	claims.put("nonce", nonce)
	claims.put("acr", s.Grant.ACR)
	claims.put("sid", s.Grant.SessionID)
	if len(s.Grant.AMR) > 0 {
		claims["amr"] = s.Grant.AMR
	}
	asked, err := AskedClaims(s.Grant, s.Client)
	if err != nil {
		return "", err
	}
	if s.Client.CustomClientMetadata.ConformIDTokenClaims {
		scopes = nil
	}
	person, err := ReadPerson(ctx, s.Tenant.Store, s.User, scopes, asked.IDToken)
	if err != nil {
		return "", err
	}
	claims.addScopes(person, scopes)
	claims.addAsked(person, asked.IDToken)
	return i.Signer.Sign(ctx, s.Tenant, algorithm, "JWT", claims)
}

// leftHash is the base64url of the left half of a token's hash, using the hash of
// of the signature's algorithm (OpenID Connect Core 1.0, section 3.1.3.6).
func leftHash(algorithm, token string) string {
	if strings.HasSuffix(algorithm, "384") {
		sum := sha512.Sum384([]byte(token))
		return base64.RawURLEncoding.EncodeToString(sum[:len(sum)/2])
	}
	sum := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(sum[:len(sum)/2])
}

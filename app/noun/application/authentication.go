package application

import (
	"slices"

	"portico/models"
)

// The client authentication methods (OpenID Connect Core 1.0, section 9).
const (
	authNone          = "none"
	authSecretBasic   = "client_secret_basic"
	authSecretPost    = "client_secret_post"
	authSecretJWT     = "client_secret_jwt"
	authPrivateKeyJWT = "private_key_jwt"
)

// authMethods lists the methods that a type can use: a public client cannot keep a
// secret (RFC 6749, section 2.1).
func authMethods(application *models.Application) []string {
	if application.IsPublic() {
		return []string{authNone}
	}
	return []string{authSecretBasic, authSecretPost, authSecretJWT, authPrivateKeyJWT}
}

// assertionAlgorithms lists the signature algorithms for assertions of a method. Of
// the HMACs only HS256 is possible: the others need longer keys than secrets are
// (RFC 7518, section 3.2).
func assertionAlgorithms(method string) []string {
	switch method {
	case authSecretJWT:
		return []string{"HS256"}
	case authPrivateKeyJWT:
		return []string{"ES256", "RS256", "ES384", "PS256", "EdDSA"}
	default:
		return nil
	}
}

// checkAuthentication accepts an unset method or algorithm, which means any
// possible one.
func checkAuthentication(application *models.Application) error {
	metadata := application.CustomClientMetadata
	method := metadata.TokenEndpointAuthMethod
	if methods := authMethods(application); method != "" && !slices.Contains(methods, method) {
		return invalid("tokenEndpointAuthMethod", "must for the type %s be one of %s", application.Type, join(methods))
	}
	if method == authPrivateKeyJWT && metadata.JWKS == nil && metadata.JWKSURI == "" {
		return invalid("tokenEndpointAuthMethod", "private_key_jwt needs jwks or jwksUri")
	}
	algorithm := metadata.TokenEndpointAuthSigningAlg
	if algorithm == "" {
		return nil
	}
	if algorithms := assertionAlgorithms(method); algorithms == nil {
		return invalid("tokenEndpointAuthSigningAlg", "is for client_secret_jwt and private_key_jwt")
	} else if !slices.Contains(algorithms, algorithm) {
		return invalid("tokenEndpointAuthSigningAlg", "must for %s be one of %s", method, join(algorithms))
	}
	return nil
}

// checkSigning accepts the algorithms for which every tenant has keys.
func checkSigning(application *models.Application) error {
	algorithms := []string{"ES256", "RS256", "ES384"}
	algorithm := application.CustomClientMetadata.IDTokenSignedResponseAlg
	if algorithm != "" && !slices.Contains(algorithms, algorithm) {
		return invalid("idTokenSignedResponseAlg", "must be one of %s", join(algorithms))
	}
	return nil
}

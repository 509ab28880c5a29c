package client

// The methods of client authentication (OpenID Connect Core 1.0, section 9).
const (
	MethodNone          = "none"
	MethodBasic         = "client_secret_basic"
	MethodPost          = "client_secret_post"
	MethodSecretJWT     = "client_secret_jwt"
	MethodPrivateKeyJWT = "private_key_jwt"
)

// Methods lists the methods that are known.
func Methods() []string {
	return []string{MethodBasic, MethodPost, MethodSecretJWT, MethodPrivateKeyJWT, MethodNone}
}

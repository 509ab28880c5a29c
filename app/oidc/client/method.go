package client

// The methods of client authentication (OpenID Connect Core 1.0, section 9).
const (
	MethodNone          = "none"
	MethodBasic         = "client_secret_basic"
	MethodPost          = "client_secret_post"
	MethodSecretJWT     = "client_secret_jwt"
	MethodPrivateKeyJWT = "private_key_jwt"
)

// Methods lists the supported methods.
func Methods() []string {
	return append(ProvingMethods(), MethodNone)
}

// ProvingMethods lists the methods that actually authenticate a client.
func ProvingMethods() []string {
	return []string{MethodBasic, MethodPost, MethodSecretJWT, MethodPrivateKeyJWT}
}

// Algorithms lists the algorithms with which assertions may be signed.
func Algorithms() []string {
	var names []string
	for _, algorithm := range append(secretAlgorithms(), keyAlgorithms()...) {
		names = append(names, string(algorithm))
	}
	return names
}

// Package oidc is the map of the protocol core; the code is in the packages
// below it. No endpoint imports another: what they share is in protocol, wire,
// client, request, interaction, issue and keys.
//
//	endpoint (below the issuer)      package      specification                        tests
//	/auth                            authorize    RFC 6749 3.1, OIDC Core 3.1.2        authorize/*_test.go, request/request_test.go
//	/token                           token        RFC 6749 3.2, 4, 6; RFC 7636, 8707   token/*_test.go
//	/me                              userinfo     OIDC Core 5.3, RFC 6750              userinfo/userinfo_test.go
//	/token/introspection             introspect   RFC 7662                             introspect/introspect_test.go
//	/token/revocation                revoke       RFC 7009                             revoke/revoke_test.go
//	/session/end                     logout       OIDC RP-Initiated Logout 1.0         logout/logout_test.go
//	/jwks                            keys         RFC 7517                             keys/*_test.go
//	/.well-known/openid-configuration,
//	/.well-known/oauth-authorization-server
//	                                 discovery    OIDC Discovery 1.0, RFC 8414         discovery/discovery_test.go
//
//	shared        what it is
//	protocol      the vocabulary: codes, parameters, scopes, PKCE
//	wire          reading and writing the endpoints' HTTP, and CORS
//	client        who is calling (RFC 6749 2.3, RFC 7523, OIDC Core 9)
//	request       the authorization request and its checks
//	interaction   what the user must do next, decided from stored state
//	issue         codes, tokens and the claims in them
package oidc

package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
	"portico/models"
	"portico/models/store"
)

// Opener decrypts stored values; the context names where a value is stored.
type Opener interface {
	Open(context string, sealed []byte) ([]byte, error)
}

// Fetcher reads a document from a host named by a client. It bounds size and
// time and refuses addresses that the server must not reach.
type Fetcher interface {
	Get(ctx context.Context, url string) ([]byte, http.Header, error)
}

// Authenticator authenticates the clients of all tenants. Its fields are set
// once; it is safe for concurrent use.
type Authenticator struct {
	Vault Opener
	Fetch Fetcher
	Now   func() time.Time

	remote remoteKeys
}

// Request is what a caller presents.
type Request struct {
	// Authorization is the Authorization header, "" if none was sent.
	Authorization string
	// Values are the body parameters.
	Values protocol.Values
	// Audiences are the acceptable audiences of an assertion at this endpoint:
	// the issuer, the token endpoint and the endpoint itself.
	Audiences []string
	// Proof is what the endpoint requires.
	Proof Proof
}

// credential is what a caller presents to identify itself.
type credential interface {
	// method is its token_endpoint_auth_method.
	method() string
	// clientID is the claimed client.
	clientID() string
	// check fails unless the credential belongs to the application.
	check(ctx context.Context, a *Authenticator, application *tenant.Application) error
}

// Authenticate returns the calling application, in the tenant of ctx. It fails
// with a *protocol.Error: invalid_request unless exactly one method is used and
// the parameters agree, invalid_client if the caller is not who it claims to be.
// Any other error is a server error.
func (a *Authenticator) Authenticate(ctx context.Context, r Request) (*tenant.Application, error) {
	shown, err := read(r)
	if err != nil {
		return nil, err
	}
	if r.Proof == Proven && shown.method() == MethodNone {
		return nil, refused(errors.New("the endpoint demands credentials"))
	}
	application, err := a.authenticate(ctx, shown)
	if err != nil {
		return nil, withBasic(err, shown.method() == MethodBasic)
	}
	return application, nil
}

// Name is the client that the caller claims to be, unverified; "" if it names none.
func Name(authorization string, values protocol.Values) string {
	shown, err := read(Request{Authorization: authorization, Values: values})
	if err != nil {
		return ""
	}
	return shown.clientID()
}

// read picks the one method in use (RFC 6749, section 2.3).
func read(r Request) (credential, error) {
	basic, err := readBasic(r.Authorization)
	if err != nil {
		return nil, err
	}
	hasSecret := r.Values.Has("client_secret")
	hasAssertion := r.Values.Has("client_assertion") || r.Values.Has("client_assertion_type")
	switch {
	case (basic != nil && (hasSecret || hasAssertion)) || (hasSecret && hasAssertion):
		return nil, invalidRequest("only one client authentication mechanism may be used")
	case basic != nil:
		return agreeing(basic, r.Values)
	case hasSecret:
		return readPost(r.Values)
	case hasAssertion:
		return readAssertion(r)
	case r.Values.Has("client_id"):
		return none{r.Values.Get("client_id")}, nil
	case r.Proof == Proven:
		return nil, refused(errors.New("no client authentication mechanism provided"))
	default:
		return nil, invalidRequest("no client authentication mechanism provided")
	}
}

// agreeing accepts a client_id in the body next to another credential if both
// name the same client.
func agreeing(shown credential, values protocol.Values) (credential, error) {
	if values.Has("client_id") && values.Get("client_id") != shown.clientID() {
		return nil, invalidRequest("client_id mismatch")
	}
	return shown, nil
}

func (a *Authenticator) authenticate(ctx context.Context, shown credential) (*tenant.Application, error) {
	application, err := tenant.From(ctx).Application(ctx, shown.clientID())
	if errors.Is(err, store.ErrNotFound) {
		return nil, refused(err)
	}
	if err != nil {
		return nil, fmt.Errorf("find client: %w", err)
	}
	if !slices.Contains(allowed(&application.Application), shown.method()) {
		return nil, refused(fmt.Errorf("client %s may not use the method %s", application.ID, shown.method()))
	}
	if err := shown.check(ctx, a, application); err != nil {
		return nil, err
	}
	return application, nil
}

// allowed lists the methods that an application may use. A public client cannot
// keep a secret (RFC 6749, section 2.1); any other must
// authenticate.
func allowed(application *models.Application) []string {
	registered := application.CustomClientMetadata.TokenEndpointAuthMethod
	switch {
	case application.IsPublic():
		return []string{MethodNone}
	case registered == "":
		return []string{MethodBasic, MethodPost}
	case registered == MethodNone:
		return nil
	default:
		return []string{registered}
	}
}

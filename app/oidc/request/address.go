package request

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
	"portico/models"
	"portico/models/store"
)

// Address is the first phase: it finds the client, the redirect URI and the
// response mode. Its errors must be shown on the provider's own page, because the
// redirect URI is not yet known to be the client's.
func Address(ctx context.Context, t *tenant.Tenant, values protocol.Values) (*Request, error) {
	application, err := client(ctx, t, values.Get("client_id"))
	if err != nil {
		return nil, err
	}
	redirectURI, err := redirectURI(&application.Application, values.Get("redirect_uri"))
	if err != nil {
		return nil, err
	}
	mode, err := responseMode(values.Get("response_mode"), redirectURI)
	if err != nil {
		return nil, err
	}
	return &Request{
		Tenant: t, Client: application, Values: values,
		RedirectURI: redirectURI, ResponseMode: mode, State: values.Get("state"),
	}, nil
}

func client(ctx context.Context, t *tenant.Tenant, id string) (*tenant.Application, error) {
	if id == "" {
		return nil, protocol.NewError(protocol.InvalidRequest, "client_id is missing")
	}
	application, err := t.Application(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return nil, protocol.NewError(protocol.InvalidClient, "no application has this client_id")
	}
	if err != nil {
		return nil, fmt.Errorf("find client: %w", err)
	}
	if application.Type == models.ApplicationMachineToMachine {
		return nil, protocol.NewError(protocol.UnauthorizedClient, "this application cannot sign users in")
	}
	return application, nil
}

// redirectURI compares byte for byte; a native application may vary the port of a
// loopback redirect (RFC 8252, section 7.3).
func redirectURI(application *models.Application, asked string) (string, error) {
	if asked == "" {
		return "", protocol.NewError(protocol.InvalidRequest, "redirect_uri is missing")
	}
	if application.HasRedirectURI(asked) {
		return asked, nil
	}
	if application.Type == models.ApplicationNative {
		matches := func(registered string) bool { return protocol.IsLoopbackMatch(registered, asked) }
		if slices.ContainsFunc(application.OIDCClientMetadata.RedirectURIs, matches) {
			return asked, nil
		}
	}
	return "", protocol.NewError(protocol.InvalidRequest, "redirect_uri is not registered for this application")
}

// responseMode reads how the response is delivered. An app opened by its scheme
// gets a query: a form cannot be posted to it, and some platforms drop fragments.
func responseMode(asked, redirectURI string) (protocol.ResponseMode, error) {
	if asked == "" {
		return protocol.ModeQuery, nil
	}
	mode := protocol.ResponseMode(asked)
	if !slices.Contains(protocol.ResponseModes(), mode) {
		return "", protocol.NewError(protocol.UnsupportedResponseMode, "response_mode must be query, fragment or form_post")
	}
	if mode != protocol.ModeQuery && protocol.IsCustomScheme(redirectURI) {
		return "", protocol.NewError(protocol.UnsupportedResponseMode, "a redirect_uri with a custom scheme takes the response_mode query only")
	}
	return mode, nil
}

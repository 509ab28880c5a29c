package connector

import (
	"context"
	"net/http"
	"slices"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
)

// apiTag is the tag of these routes in the OpenAPI document.
const apiTag = "Connectors"

// connectorBody is a connector as the API shows it.
type connectorBody struct {
	ID                      string            `json:"id"`
	SyncProfile             bool              `json:"syncProfile"`
	EnableTokenStorage      bool              `json:"enableTokenStorage"`
	Config                  map[string]any    `json:"config" doc:"Credentials are dots for those who may only read"`
	Metadata                map[string]any    `json:"metadata"`
	ConnectorID             string            `json:"connectorId"`
	Target                  string            `json:"target"`
	Name                    map[string]string `json:"name" doc:"By language"`
	Description             map[string]string `json:"description" doc:"By language"`
	Logo                    string            `json:"logo"`
	LogoDark                *string           `json:"logoDark" nullable:"true"`
	Readme                  string            `json:"readme"`
	Platform                *string           `json:"platform" nullable:"true"`
	IsStandard              bool              `json:"isStandard"`
	IsTokenStorageSupported bool              `json:"isTokenStorageSupported"`
	Type                    string            `json:"type" enum:"Email,Sms,Social"`
	FromEmail               string            `json:"fromEmail,omitempty"`
}

type (
	listInput struct {
		Target string `query:"target" doc:"Only connectors of this target"`
	}
	metadataBody struct {
		Target   *string        `json:"target,omitempty"`
		Name     map[string]any `json:"name,omitempty"`
		Logo     *string        `json:"logo,omitempty"`
		LogoDark *string        `json:"logoDark,omitempty" nullable:"true"`
	}
	createInput struct {
		Body struct {
			ConnectorID        string         `json:"connectorId" minLength:"1" maxLength:"128" doc:"The kind: simple-mail-transfer-protocol"`
			Config             map[string]any `json:"config,omitempty" doc:"host, port, secure, auth {type, user, pass}, fromEmail, replyTo and templates [{usageType, contentType, subject, content}]"`
			Metadata           *metadataBody  `json:"metadata,omitempty"`
			SyncProfile        bool           `json:"syncProfile,omitempty" doc:"Means nothing to mail"`
			EnableTokenStorage bool           `json:"enableTokenStorage,omitempty" doc:"Means nothing to mail"`
		}
	}
	updateInput struct {
		api.IDPath
		Body struct {
			Config             map[string]any `json:"config,omitempty" doc:"Replaced as a whole"`
			Metadata           *metadataBody  `json:"metadata,omitempty" doc:"Replaced as a whole"`
			SyncProfile        bool           `json:"syncProfile,omitempty" doc:"Means nothing to mail"`
			EnableTokenStorage bool           `json:"enableTokenStorage,omitempty" doc:"Means nothing to mail"`
		}
	}
	testInput struct {
		FactoryID string `path:"factoryId"`
		Body      struct {
			Email  string         `json:"email,omitempty" doc:"Who gets the mail"`
			Phone  string         `json:"phone,omitempty" doc:"Means nothing to mail"`
			Config map[string]any `json:"config" doc:"The configuration to try; nothing is stored"`
			Locale string         `json:"locale,omitempty"`
		}
	}
)

// API serves the connectors.
type API struct{ *Service }

// Register adds the routes.
func (a API) Register(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListConnectors", Route: "GET /connectors", Tag: apiTag, Summary: "List the connectors that are set up",
	}, a.list)
	api.Register(to, api.Operation{
		ID: "CreateConnector", Route: "POST /connectors", Tag: apiTag, Errors: []int{422}, Summary: "Set a connector up",
		Description: "There can be one that sends mail.",
	}, a.create)
	api.Register(to, api.Operation{
		ID: "GetConnector", Route: "GET /connectors/{id}", Tag: apiTag, Errors: []int{404}, Summary: "Get a connector",
	}, a.get)
	api.Register(to, api.Operation{
		ID: "UpdateConnector", Route: "PATCH /connectors/{id}", Tag: apiTag, Errors: []int{404, 422}, Summary: "Change a connector",
	}, a.update)
	api.Register(to, api.Operation{
		ID: "DeleteConnector", Route: "DELETE /connectors/{id}", Tag: apiTag, Errors: []int{404}, Summary: "Remove a connector",
	}, a.delete)
	api.Register(to, api.Operation{
		ID: "CreateConnectorTest", Route: "POST /connectors/{factoryId}/test", Tag: apiTag, Status: http.StatusNoContent,
		Errors: []int{404}, Summary: "Send a message to try a configuration",
	}, a.test)
}

func (a API) list(ctx context.Context, input *listInput) (*api.Output[[]connectorBody], error) {
	all, err := a.All(ctx, tenant.From(ctx).Store)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(c Connector) bool { return input.Target != "" && input.Target != c.target() })
	return api.All(all, nil, shownTo(ctx))
}

func (a API) create(ctx context.Context, input *createInput) (*api.Output[connectorBody], error) {
	created, err := a.Create(ctx, tenant.From(ctx).Store, New{
		ConnectorID: input.Body.ConnectorID, Config: input.Body.Config, Metadata: input.Body.Metadata.fields(),
	})
	return api.One(created, err, shownTo(ctx))
}

func (a API) get(ctx context.Context, input *api.IDPath) (*api.Output[connectorBody], error) {
	found, err := a.Get(ctx, tenant.From(ctx).Store, input.ID)
	return api.One(found, err, shownTo(ctx))
}

func (a API) update(ctx context.Context, input *updateInput) (*api.Output[connectorBody], error) {
	updated, err := a.Update(ctx, tenant.From(ctx).Store, input.ID, Changes{
		Config: input.Body.Config, Metadata: input.Body.Metadata.fields(),
	})
	return api.One(updated, err, shownTo(ctx))
}

func (a API) delete(ctx context.Context, input *api.IDPath) (*struct{}, error) {
	return nil, a.Delete(ctx, tenant.From(ctx).Store, input.ID)
}

func (a API) test(ctx context.Context, input *testInput) (*struct{}, error) {
	return nil, a.Test(ctx, input.FactoryID, input.Body.Email, input.Body.Config, sample(tenant.From(ctx)))
}

// sample returns values for a test message.
func sample(t *tenant.Tenant) map[string]string {
	return map[string]string{
		"code": "000000", "link": t.URL("/"), "organization.name": t.Name, "inviter.name": t.Name, "tenant.name": t.Name,
	}
}

// fields returns the members that were sent; nil if there are none.
func (m *metadataBody) fields() map[string]any {
	if m == nil {
		return nil
	}
	fields := map[string]any{}
	if m.Target != nil {
		fields["target"] = *m.Target
	}
	if m.Name != nil {
		fields["name"] = m.Name
	}
	if m.Logo != nil {
		fields["logo"] = *m.Logo
	}
	if m.LogoDark != nil {
		fields["logoDark"] = *m.LogoDark
	}
	return fields
}

// target is what the connector is called in the audit log: its name, or else its
// kind.
func (c *Connector) target() string {
	if target, isText := c.Metadata["target"].(string); isText && target != "" {
		return target
	}
	return c.ConnectorID
}

// shownTo renders connectors for the caller, with credentials only for callers who
// may change them.
func shownTo(ctx context.Context) func(*Connector) connectorBody {
	return func(c *Connector) connectorBody { return bodyOf(ctx, c) }
}

func bodyOf(ctx context.Context, c *Connector) connectorBody {
	const english = "en"
	body := connectorBody{
		ID: c.ID, ConnectorID: c.ConnectorID, Target: c.target(), Type: string(c.Definition.Kind), Metadata: c.Metadata,
		Config: c.Masked(func(secret string) string { return api.Secret(ctx, secret) }),
		Name:   map[string]string{english: c.Definition.Name}, Description: map[string]string{english: c.Definition.Description},
	}
	body.FromEmail, _ = c.Config["fromEmail"].(string)
	return body
}

package consent

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"portico/app/ground/fault"
	"portico/app/ground/session"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

// Requests computes what a stored request asks a user for: the names of the scopes by
// resource, as in models.Consent.
type Requests interface {
	Asked(ctx context.Context, i *models.Interaction, userID string) (map[string][]string, error)
}

// Interactions are the authorization requests that users consent to.
type Interactions interface {
	// Consented records the user's answer.
	Consented(ctx context.Context, records *store.Store, i *models.Interaction, userID string, agreed bool) error
}

// Consents are what users have allowed applications.
type Consents interface {
	// Agree adds scopes and organizations to what the user has allowed before.
	Agree(ctx context.Context, records *store.Store, given models.Consent, organizationIDs []string) error
}

// Service asks for consent and records the answer.
type Service struct {
	Interactions Interactions
	Requests     Requests
	Consents     Consents
}

// Prompt is what a user is asked on the consent page.
type Prompt struct {
	Interaction *models.Interaction
	Application *tenant.Application
	Experience  models.ApplicationSignInExperience // how the application presents itself
	User        *models.User
	// Offer lists what the application would get, by resource as in models.Consent.
	Offer map[string][]string
	// Organizations are those that the user can choose from, by name; nil if the
	// request does not ask for one.
	Organizations []Organization
}

// Prompt reads what the session's user is asked. Fault: session.not_found.
func (s *Service) Prompt(ctx context.Context, i *models.Interaction, current *session.Current) (*Prompt, error) {
	t := tenant.From(ctx)
	application, err := t.Application(ctx, i.ApplicationID)
	if errors.Is(err, store.ErrNotFound) {
		return nil, fault.New(fault.Invalid, "session.not_found").Because(err)
	}
	if err != nil {
		return nil, fmt.Errorf("read application: %w", err)
	}
	p := &Prompt{Interaction: i, Application: application, User: current.User}
	experience, err := t.Store.SignInExperiences.Get(ctx, application.ID)
	switch {
	case err == nil:
		p.Experience = *experience
	case !errors.Is(err, store.ErrNotFound):
		return nil, fmt.Errorf("read sign-in experience of application %s: %w", application.ID, err)
	}
	if p.Offer, err = s.Requests.Asked(ctx, i, current.UserID); err != nil {
		return nil, err
	}
	if p.AsksOrganizations() {
		p.Organizations, err = organizations(ctx, t.Store, current.UserID, application.ID)
	}
	return p, err
}

// Name is what the application is called.
func (p *Prompt) Name() string {
	if p.Experience.DisplayName != "" {
		return p.Experience.DisplayName
	}
	return p.Application.Name
}

// Digest identifies the user and what they are asked: an answer is only valid for the
// page that it was given on.
func (p *Prompt) Digest() string {
	// Maps are encoded in the order of their keys; names cannot fail.
	text, _ := json.Marshal([]any{p.User.ID, p.Offer})
	sum := sha256.Sum256(text)
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// RedirectURI is where the user goes next.
func (p *Prompt) RedirectURI() string { return p.Interaction.Params["redirect_uri"] }

// UserScopes are the scopes about the user.
func (p *Prompt) UserScopes() []string { return p.Offer[models.ConsentedUserData] }

// AsksOrganizations reports whether the user chooses an organization.
func (p *Prompt) AsksOrganizations() bool {
	return slices.Contains(p.UserScopes(), models.ScopeOrganizations)
}

// Requested is the organization that the request names; "" if none.
func (p *Prompt) Requested() string { return p.Interaction.Params["organization_id"] }

// Personal are the scopes of API resources that the application would have outside of
// organizations.
func (p *Prompt) Personal() []models.ResourceScope {
	return p.offered(p.Application.ConsentScopes.Resource)
}

func (p *Prompt) offered(scopes []models.ResourceScope) []models.ResourceScope {
	var offered []models.ResourceScope
	for _, scope := range scopes {
		if slices.Contains(p.Offer[scope.ResourceID], scope.Name) {
			offered = append(offered, scope)
		}
	}
	return offered
}

// Answer records what the user decided. Agreeing, they choose organizations, which must
// be among those that they can choose. Faults: organization.require_membership,
// consent.organization_unavailable, consent.no_organization_requested.
func (s *Service) Answer(ctx context.Context, p *Prompt, isAgreed bool, organizationIDs []string) error {
	if isAgreed {
		if err := p.check(organizationIDs); err != nil {
			return err
		}
	}
	return tenant.From(ctx).Store.InTx(ctx, func(tx *store.Store) error {
		if isAgreed {
			given := models.Consent{UserID: p.User.ID, ApplicationID: p.Application.ID, Scopes: p.Offer}
			if err := s.Consents.Agree(ctx, tx, given, organizationIDs); err != nil {
				return err
			}
		}
		return s.Interactions.Consented(ctx, tx, p.Interaction, p.User.ID, isAgreed)
	})
}

func (p *Prompt) check(organizationIDs []string) error {
	if len(organizationIDs) > 0 && !p.AsksOrganizations() {
		return fault.New(fault.Unprocessable, "consent.no_organization_requested").At("organization")
	}
	for _, id := range organizationIDs {
		chosen := p.Organization(id)
		if chosen == nil {
			return fault.New(fault.Unprocessable, "organization.require_membership").At("organization")
		}
		if chosen.Unavailable != "" {
			return fault.New(fault.Unprocessable, "consent.organization_unavailable").At("organization")
		}
	}
	return nil
}

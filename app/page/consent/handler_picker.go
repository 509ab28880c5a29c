package consent

import (
	"context"
	"fmt"
	"strings"

	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/consent"
)

// organizationsOnPage is how many organizations the picker shows at once; with more,
// it has a search.
const organizationsOnPage = 8

// picked is what the address of the page says about the picker.
type picked struct {
	id    string // of the chosen organization
	query string // what the names must contain
	page  int    // from 1
}

func (a picked) ids() []string {
	if a.id == "" {
		return nil
	}
	return []string{a.id}
}

// picker shows a page of the user's organizations, the chosen one always among them;
// nil if the request asks for none.
func (p *Prompt) picker(ctx context.Context, records *store.Store, action string, asked picked) (*consent.Picker, error) {
	if !p.AsksOrganizations() {
		return nil, nil //nolint:nilnil // no picker
	}
	chosen := p.Chosen(asked.id)
	picker := &consent.Picker{
		Action: action, InteractionID: p.Interaction.ID, Application: p.Name(), Query: asked.query,
		IsSearchable: len(p.Organizations) > organizationsOnPage, Notice: p.notice(ctx),
	}
	listed := p.listed(picker, chosen, asked)
	ids := make([]string, 0, len(listed))
	for _, organization := range listed {
		ids = append(ids, organization.ID)
	}
	permissions, err := p.Permissions(ctx, records, ids)
	if err != nil {
		return nil, err
	}
	for _, organization := range listed {
		choice := consent.Choice{
			ID: organization.ID, Name: organization.Name, Role: roleNames(organization.Roles),
			IsAllowed: organization.IsAllowed, Unavailable: unavailable(ctx, organization.Unavailable),
			IsChosen: chosen != nil && chosen.ID == organization.ID,
		}
		for _, permission := range permissions[organization.ID] {
			choice.Permissions = append(choice.Permissions, permission.Name)
		}
		picker.Choices = append(picker.Choices, choice)
	}
	if chosen != nil {
		picker.Chosen = consent.Chosen{
			Name: chosen.Name, Application: p.Name(), Grants: grantsOf(permissions[chosen.ID]),
		}
	}
	return picker, nil
}

// listed returns the organizations of the page, and sets where the others are.
func (p *Prompt) listed(picker *consent.Picker, chosen *Organization, asked picked) []Organization {
	matching := p.Matching(asked.query)
	last := max(1, (len(matching)+organizationsOnPage-1)/organizationsOnPage)
	page := max(1, min(asked.page, last))
	from := (page - 1) * organizationsOnPage
	listed := matching[from:min(from+organizationsOnPage, len(matching))]
	picker.From, picker.To, picker.Total = from+1, from+len(listed), len(matching)
	if page > 1 {
		picker.Previous = page - 1
	}
	if page < last {
		picker.Next = page + 1
	}
	if chosen == nil {
		return listed
	}
	for i := range listed {
		if listed[i].ID == chosen.ID {
			return listed
		}
	}
	return append([]Organization{*chosen}, listed...)
}

// notice says why the organization that the application asks for cannot be chosen.
func (p *Prompt) notice(ctx context.Context) string {
	if p.Requested() == "" {
		return ""
	}
	requested := p.Organization(p.Requested())
	switch {
	case requested == nil:
		return locales.T(ctx, "consent.organization.notMember", locales.Data{"Application": p.Name()})
	case requested.Unavailable != "":
		return fmt.Sprintf("%s: %s", requested.Name, unavailable(ctx, requested.Unavailable))
	}
	return ""
}

func unavailable(ctx context.Context, reason Unavailable) string {
	switch reason {
	case Blocked:
		return locales.T(ctx, "consent.organization.blocked")
	case MFARequired:
		return locales.T(ctx, "consent.organization.mfaRequired")
	}
	return ""
}

func roleNames(roles []models.OrganizationRole) string {
	names := make([]string, 0, len(roles))
	for _, role := range roles {
		names = append(names, role.Name)
	}
	return strings.Join(names, ", ")
}

// grantsOf shows permissions: what they are for, then their name and their API.
func grantsOf(permissions []Permission) []consent.Grant {
	grants := make([]consent.Grant, 0, len(permissions))
	for _, permission := range permissions {
		grants = append(grants, consent.PermissionGrant(permission.Name, permission.Description, permission.Resource))
	}
	return grants
}

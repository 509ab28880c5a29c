package organization

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/idna"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

const maxDomainLength = 128 // characters

// domainPattern matches a name of at least two labels (RFC 1123, section 2.1).
var domainPattern = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// AddEmailDomain lets users with a verified address at a domain join an
// organization automatically, and publishes Organization.Provisioning.Updated.
// It returns the domain as stored: see domainName. Faults: entity.not_found,
// guard.invalid_input, entity.unique_integrity_violation for a domain that it already has.
func (s *Service) AddEmailDomain(ctx context.Context, records *store.Store, id, domain string) (string, error) {
	domain = domainName(domain)
	err := s.changeEmailDomains(ctx, records, id, func(present []string) ([]string, error) {
		if slices.Contains(present, domain) {
			return nil, domainExists()
		}
		return append(present, domain), checkDomain("emailDomain", domain)
	})
	return domain, err
}

// ReplaceEmailDomains replaces the domains whose users join automatically, and
// publishes Organization.Provisioning.Updated if anything changed. Faults: entity.not_found, guard.invalid_input, also for more than a
// thousand.
func (s *Service) ReplaceEmailDomains(ctx context.Context, records *store.Store, id string, domains []string) error {
	return s.changeEmailDomains(ctx, records, id, func([]string) ([]string, error) {
		domains, err := rule.AtMost("emailDomains", domains)
		if err != nil {
			return nil, err
		}
		wanted := make([]string, 0, len(domains))
		for _, domain := range domains {
			domain = domainName(domain)
			if err := checkDomain("emailDomains", domain); err != nil {
				return nil, err
			}
			wanted = append(wanted, domain)
		}
		return wanted, nil
	})
}

// RemoveEmailDomain stops users at a domain from joining; members stay. It
// publishes Organization.Provisioning.Updated. Fault: entity.not_found, also for
// a domain that it does not have.
func (s *Service) RemoveEmailDomain(ctx context.Context, records *store.Store, id, domain string) error {
	domain = domainName(domain)
	return s.changeEmailDomains(ctx, records, id, func(present []string) ([]string, error) {
		left := noun.Except(present, []string{domain})
		if len(left) == len(present) {
			return nil, rule.Missing("domain of organization " + id)
		}
		return left, nil
	})
}

// domainName is a domain as stored and compared: in lower case, with other
// scripts as in the DNS ("xn--...", RFC 5891). An invalid domain is only changed to
// lower case.
func domainName(domain string) string {
	domain = strings.ToLower(strings.TrimSpace(domain))
	if ascii, err := idna.Lookup.ToASCII(domain); err == nil {
		return ascii
	}
	return domain
}

func domainExists() error {
	f := fault.New(fault.Unprocessable, "entity.unique_integrity_violation")
	f.Message = "error.organization.emailDomainExists"
	return f.At("emailDomain")
}

func checkDomain(field, domain string) error {
	if len(domain) > maxDomainLength || !domainPattern.MatchString(domain) {
		return rule.Invalid(field, "error.organization.emailDomain", "must be a domain name of at most %d characters", maxDomainLength)
	}
	return nil
}

// changeEmailDomains replaces the domains with the result of change.
func (s *Service) changeEmailDomains(ctx context.Context, records *store.Store, id string,
	change func(present []string) ([]string, error),
) error {
	return s.kind().Change(ctx, records, id, func(tx *store.Store, organization *models.Organization) error {
		present, err := emailDomains(ctx, tx, id)
		if err != nil {
			return err
		}
		wanted, err := change(slices.Clone(present))
		if err != nil {
			return err
		}
		slices.Sort(wanted)
		wanted = slices.Compact(wanted)
		if err := tx.Provisioning.RemoveDomains(ctx, id, noun.Except(present, wanted)); err != nil {
			return err
		}
		if err := tx.Provisioning.AddDomains(ctx, id, noun.Except(wanted, present), s.Now().UnixMilli()); err != nil {
			return err
		}
		return s.kind().Publish(ctx, tx, event.OrganizationJITUpdated, organization,
			map[string]any{"emailDomains": present}, map[string]any{"emailDomains": wanted})
	})
}

// emailDomains lists the domains whose users join an organization, in order.
func emailDomains(ctx context.Context, records *store.Store, id string) ([]string, error) {
	rows, err := records.Provisioning.Domains(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read e-mail domains: %w", err)
	}
	return noun.IDs(rows, func(row models.OrganizationJITEmailDomain) string { return row.EmailDomain }), nil
}

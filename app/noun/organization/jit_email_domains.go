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
	"portico/models/store"
)

const maxDomainLength = 128 // characters

// domainPattern is a name of at least two labels (RFC 1123, section 2.1).
var domainPattern = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// AddEmailDomain lets people with a verified address of a domain join an
// organization of themselves, and publishes Organization.Provisioning.Updated.
// It returns the domain as it is kept: see domainName. Faults: entity.not_found,
// guard.invalid_input, entity.unique_integrity_violation if it is there.
func (s *Service) AddEmailDomain(ctx context.Context, records *store.Store, id, domain string) (string, error) {
	domain = domainName(domain)
	err := s.changeEmailDomains(ctx, records, id, func(present []string) ([]string, error) {
		if slices.Contains(present, domain) {
			return nil, domainExists()
		}
		return append(present, domain), checkDomain("emailDomain", domain)
	})
	return domain, wrap("add e-mail domain", err)
}

// ReplaceEmailDomains lets people of these domains join of themselves and no
// others, and publishes Organization.Provisioning.Updated if that changes
// anything. Faults: entity.not_found, guard.invalid_input, also for more than a
// thousand.
func (s *Service) ReplaceEmailDomains(ctx context.Context, records *store.Store, id string, domains []string) error {
	err := s.changeEmailDomains(ctx, records, id, func([]string) ([]string, error) {
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
	return wrap("replace e-mail domains", err)
}

// RemoveEmailDomain lets people of a domain no longer join; members stay. It
// publishes Organization.Provisioning.Updated. Fault: entity.not_found, also for
// a domain that is not there.
func (s *Service) RemoveEmailDomain(ctx context.Context, records *store.Store, id, domain string) error {
	domain = domainName(domain)
	err := s.changeEmailDomains(ctx, records, id, func(present []string) ([]string, error) {
		left := without(present, []string{domain})
		if len(left) == len(present) {
			return nil, rule.Missing("domain of organization " + id)
		}
		return left, nil
	})
	return wrap("remove e-mail domain", err)
}

// domainName is a domain as it is kept and compared: in lower case, and of other
// scripts as the DNS has it ("xn--...", RFC 5891). What is no domain comes back
// as it was but for its case.
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

// changeEmailDomains has choose turn the domains that are there into those that
// shall be.
func (s *Service) changeEmailDomains(ctx context.Context, records *store.Store, id string,
	choose func(present []string) ([]string, error),
) error {
	return s.within(ctx, records, id, func(tx *store.Store) error {
		rows, err := tx.Provisioning.Domains(ctx, id)
		if err != nil {
			return fmt.Errorf("read e-mail domains: %w", err)
		}
		present := make([]string, 0, len(rows))
		for _, row := range rows {
			present = append(present, row.EmailDomain)
		}
		wanted, err := choose(slices.Clone(present))
		if err != nil {
			return err
		}
		slices.Sort(wanted)
		wanted = slices.Compact(wanted)
		if err := tx.Provisioning.RemoveDomains(ctx, id, without(present, wanted)); err != nil {
			return err
		}
		if err := tx.Provisioning.AddDomains(ctx, id, without(wanted, present), s.Now().UnixMilli()); err != nil {
			return err
		}
		return s.publishProvisioning(ctx, tx, id, "emailDomains", present, wanted)
	})
}

// publishProvisioning tells who joins of themselves, or with what, if that differs.
func (s *Service) publishProvisioning(ctx context.Context, tx *store.Store, id, field string, before, after []string) error {
	was, is := event.Difference(map[string]any{field: before}, map[string]any{field: after})
	return s.publish(ctx, tx, id, event.Event{Key: event.OrganizationJITUpdated, Before: was, After: is})
}

package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// CandidateFilter narrows a list of who or what could still be chosen.
type CandidateFilter struct {
	// Query stands somewhere in what is searched of the records, in any case.
	Query string
	// Except are the ids that are left out; a few hundred at most.
	Except []string
}

// UsersOutside lists the users who are not in an organization, newest first,
// and counts them.
func (s *Store) UsersOutside(ctx context.Context, organizationID string, filter CandidateFilter, page Page) ([]models.User, int64, error) {
	return candidates[models.User](ctx, s, searchedUsers(), filter, page, func(ctx context.Context, s *Store) *gorm.DB {
		return s.notIn(s.reader(ctx), models.MemberUser, organizationID)
	})
}

// MachinesOutside lists the machine-to-machine applications that are not in an
// organization, newest first, and counts them.
func (s *Store) MachinesOutside(ctx context.Context, organizationID string, filter CandidateFilter, page Page) ([]models.Application, int64, error) {
	return candidates[models.Application](ctx, s, searchedApplications(), filter, page, func(ctx context.Context, s *Store) *gorm.DB {
		machines := s.reader(ctx).Where("type = ?", models.ApplicationMachineToMachine)
		return s.notIn(machines, models.MemberMachine, organizationID)
	})
}

// OrganizationsWithout lists the organizations of which a user or a machine is
// no member, newest first, and counts them.
func (s *Store) OrganizationsWithout(ctx context.Context, kind models.MemberKind, memberID string, filter CandidateFilter, page Page) (
	[]models.Organization, int64, error,
) {
	return candidates[models.Organization](ctx, s, searchedOrganizations(), filter, page, func(ctx context.Context, s *Store) *gorm.DB {
		of := memberTable(kind)
		joined := s.reader(ctx).Model(of.member).Select("organization_id").Where(of.id+" = ?", memberID)
		return s.reader(ctx).Where("id NOT IN (?)", joined)
	})
}

// candidates lists the records of a query that the filter lets through, newest
// first, and counts them.
func candidates[T any](ctx context.Context, s *Store, noun searched, filter CandidateFilter, page Page, query func(context.Context, *Store) *gorm.DB) (
	rows []T, total int64, err error,
) {
	err = s.containing(ctx, filter.Query, noun,
		func(ctx context.Context, s *Store, narrow func(*gorm.DB) *gorm.DB) error {
			among := func() *gorm.DB {
				if len(filter.Except) == 0 {
					return narrow(query(ctx, s))
				}
				return narrow(query(ctx, s).Where("id NOT IN ?", distinct(filter.Except)))
			}
			rows, total, err = newest(among, page, list[T])
			return err
		})
	return rows, total, err
}

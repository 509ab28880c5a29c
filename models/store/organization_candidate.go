package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// UsersOutside lists the users who are not in an organization, newest first,
// and counts them. text stands somewhere in what is searched of users, in any case.
func (s *Store) UsersOutside(ctx context.Context, organizationID, text string, page Page) ([]models.User, int64, error) {
	return candidates[models.User](ctx, s, searchedUsers(), text, page, func(ctx context.Context, s *Store) *gorm.DB {
		members := s.reader(ctx).Model(&models.OrganizationUser{}).Select("user_id").Where("organization_id = ?", organizationID)
		return s.reader(ctx).Where("id NOT IN (?)", members)
	})
}

// MachinesOutside lists the machine-to-machine applications that are not in an
// organization, newest first, and counts them. text stands somewhere in what is
// searched of applications, in any case.
func (s *Store) MachinesOutside(ctx context.Context, organizationID, text string, page Page) ([]models.Application, int64, error) {
	return candidates[models.Application](ctx, s, searchedApplications(), text, page, func(ctx context.Context, s *Store) *gorm.DB {
		members := s.reader(ctx).Model(&models.OrganizationApplication{}).Select("application_id").
			Where("organization_id = ?", organizationID)
		return s.reader(ctx).Where("type = ? AND id NOT IN (?)", models.ApplicationMachineToMachine, members)
	})
}

// OrganizationsWithout lists the organizations of which a user or a machine is
// no member, newest first, and counts them. text stands somewhere in the id or
// the name, in any case.
func (s *Store) OrganizationsWithout(ctx context.Context, kind models.MemberKind, memberID, text string, page Page) (
	[]models.Organization, int64, error,
) {
	return candidates[models.Organization](ctx, s, searchedOrganizations(), text, page, func(ctx context.Context, s *Store) *gorm.DB {
		of := memberTable(kind)
		joined := s.reader(ctx).Model(of.member).Select("organization_id").Where(of.id+" = ?", memberID)
		return s.reader(ctx).Where("id NOT IN (?)", joined)
	})
}

// candidates lists the records of a query that have a text in one of the noun's
// fields, newest first, and counts them.
func candidates[T any](ctx context.Context, s *Store, noun searched, text string, page Page, query func(context.Context, *Store) *gorm.DB) (
	rows []T, total int64, err error,
) {
	err = s.containing(ctx, text, noun,
		func(ctx context.Context, s *Store, narrow func(*gorm.DB) *gorm.DB) error {
			rows, total, err = newest(func() *gorm.DB { return narrow(query(ctx, s)) }, page, list[T])
			return err
		})
	return rows, total, err
}

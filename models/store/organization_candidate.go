package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// CandidateFilter narrows a list of records that can be added to another.
type CandidateFilter struct {
	// Query is text that a searched field must contain, ignoring case.
	Query string
	// Except lists ids to leave out, at most a few hundred.
	Except []string
}

// UsersOutside lists the users who are not in an organization, newest first,
// and counts them.
func (s Members) UsersOutside(ctx context.Context, organizationID string, filter CandidateFilter, page Page) ([]models.User, int64, error) {
	of := candidates[models.User]{
		noun: searchedUsers(),
		among: func(ctx context.Context, s *conn) *gorm.DB {
			return s.notIn(s.reader(ctx), models.HolderUser, organizationID)
		},
		read: func(ctx context.Context, s *conn) func(*gorm.DB) ([]models.User, error) {
			return s.store().Users.read(ctx, page)
		},
	}
	return of.list(ctx, s.conn, filter, page)
}

// ApplicationsOutside lists the machine-to-machine applications that are not in an
// organization, newest first, and counts them.
func (s Members) ApplicationsOutside(ctx context.Context, organizationID string, filter CandidateFilter, page Page) ([]models.Application, int64, error) {
	of := candidates[models.Application]{
		noun: searchedApplications(),
		among: func(ctx context.Context, s *conn) *gorm.DB {
			machines := s.reader(ctx).Where("type = ?", models.ApplicationMachineToMachine)
			return s.notIn(machines, models.HolderApplication, organizationID)
		},
	}
	return of.list(ctx, s.conn, filter, page)
}

// ListWithout lists the organizations of which a user or a machine is not a member,
// newest first, and counts them.
func (s Organizations) ListWithout(ctx context.Context, kind models.HolderKind, memberID string, filter CandidateFilter, page Page) (
	[]models.Organization, int64, error,
) {
	of := candidates[models.Organization]{
		noun: searchedOrganizations(),
		among: func(ctx context.Context, s *conn) *gorm.DB {
			members := membersOf(kind)
			joined := s.reader(ctx).Model(members.member).Select("organization_id").Where(members.id+" = ?", memberID)
			return s.reader(ctx).Where("id NOT IN (?)", joined)
		},
	}
	return of.list(ctx, s.conn, filter, page)
}

// candidates are the records that can be added.
type candidates[T any] struct {
	noun  searched
	among func(context.Context, *conn) *gorm.DB
	// read reads the records of a query; nil reads all columns at once.
	read func(context.Context, *conn) func(*gorm.DB) ([]T, error)
}

// list lists the candidates that match the filter, newest first, and counts them.
func (c candidates[T]) list(ctx context.Context, s *conn, filter CandidateFilter, page Page) (rows []T, total int64, err error) {
	err = s.finding(ctx, Anywhere(filter.Query), c.noun,
		func(ctx context.Context, s *conn, narrow func(*gorm.DB) *gorm.DB) error {
			query := func() *gorm.DB {
				if len(filter.Except) == 0 {
					return narrow(c.among(ctx, s))
				}
				return narrow(c.among(ctx, s).Where("id NOT IN ?", distinct(filter.Except)))
			}
			read := list[T]
			if c.read != nil {
				read = c.read(ctx, s)
			}
			rows, total, err = newest(query, page, read)
			return err
		})
	return rows, total, err
}

package store

import (
	"cmp"
	"context"
	"slices"

	"gorm.io/gorm"

	"portico/models"
)

// usersPage is the largest page of users that is read in two steps: see Users.read.
const usersPage = 1000

// UserFilter narrows a list of users; empty fields are ignored.
type UserFilter struct {
	Search Search
	// RoleID keeps only users with this role, ExcludeRoleID only those without.
	RoleID, ExcludeRoleID string
	IDs                   []string // the only users to find; nil: any
	WithoutIDs            []string // users to leave out
	// ExcludeOrganizationID leaves out the members of an organization.
	ExcludeOrganizationID string
}

// List lists users, newest first, and counts all matches.
// ErrPattern and ErrPatternTooSlow: see Search.
func (s Users) List(ctx context.Context, filter UserFilter, page Page) (users []models.User, total int64, err error) {
	found, err := s.condition(filter.Search, searchedUsers())
	if err != nil {
		return nil, 0, err
	}
	found.isGathering = filter.isByRole()
	err = s.searching(ctx, found, func(ctx context.Context, s *conn) error {
		isCommon, err := s.store().Users.isCommon(ctx, filter)
		if err != nil {
			return err
		}
		query := func() *gorm.DB {
			narrowed := filter.narrow(s.reader(ctx), s.tenant, isCommon)
			return found.narrow(s.notIn(narrowed, models.HolderUser, filter.ExcludeOrganizationID))
		}
		counted := func() (int64, error) { return s.store().Users.countFiltered(ctx, filter, query()) }
		users, total, err = newestOf(query, counted, page, s.store().Users.read(ctx, page))
		return err
	})
	return users, total, err
}

// Count counts the tenant's users.
func (s Users) Count(ctx context.Context) (int64, error) {
	return count(s.reader(ctx).Model(&models.User{}))
}

// read reads the users of a query. The index users_created_at covers everything in
// the query but the users themselves, so it finds their ids first; users before the
// page are never read.
func (s Users) read(ctx context.Context, page Page) func(*gorm.DB) ([]models.User, error) {
	return func(query *gorm.DB) ([]models.User, error) {
		if page.Limit == 0 || page.Limit > usersPage {
			return list[models.User](query)
		}
		var ids []string
		if err := query.Model(&models.User{}).Pluck("id", &ids).Error; err != nil {
			return nil, translate(err)
		}
		if len(ids) == 0 {
			return nil, nil
		}
		users, err := list[models.User](s.reader(ctx).Where("id IN ?", distinct(ids)))
		index := make(map[string]int, len(ids))
		for i, id := range ids {
			index[id] = i
		}
		slices.SortFunc(users, func(a, b models.User) int { return cmp.Compare(index[a.ID], index[b.ID]) })
		return users, err
	}
}

// Names maps the ids of users to their display names; ids without a user are left
// out.
func (s Users) Names(ctx context.Context, ids []string) (map[string]string, error) {
	rows, err := list[models.User](s.reader(ctx).
		Select("id", "username", "primary_email", "primary_phone", "name").Where("id IN ?", distinct(ids)))
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(rows))
	for _, row := range rows {
		names[row.ID] = row.DisplayName()
	}
	return names, nil
}

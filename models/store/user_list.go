package store

import (
	"cmp"
	"context"
	"slices"

	"gorm.io/gorm"

	"portico/models"
)

// usersPage is up to how many users a list finds in two steps: see usersOf.
const usersPage = 1000

// UserFilter narrows a list of users; empty fields narrow nothing.
type UserFilter struct {
	Search Search
	// RoleID lets only users with this role through, ExcludeRoleID only the others.
	RoleID, ExcludeRoleID string
	IDs                   []string // the only users to find; nil: any
	WithoutIDs            []string // users to leave out
	// ExcludeOrganizationID leaves out the members of an organization.
	ExcludeOrganizationID string
}

// List lists users, newest first, and counts all that the filter lets through.
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

// read reads the users of a query. The index users_created_at has all that
// the query needs but the users themselves: so it finds their ids first, and
// those that it passes over are never read.
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
		place := make(map[string]int, len(ids))
		for i, id := range ids {
			place[id] = i
		}
		slices.SortFunc(users, func(a, b models.User) int { return cmp.Compare(place[a.ID], place[b.ID]) })
		return users, err
	}
}

// Names maps the ids of users to what they are called; ids without a user
// are left out.
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

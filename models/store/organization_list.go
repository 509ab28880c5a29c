package store

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"portico/models"
)

// featuredUsers is how many users of an organization a list shows.
const featuredUsers = 3

// OrganizationFilter narrows a list of organizations; empty fields are ignored.
type OrganizationFilter struct {
	// Query is text that the id or the name must contain, ignoring case.
	Query string
	IDs   []string // any of these, at most a few hundred
	// Without is a user or a machine; it leaves out the organizations it is a member of.
	Without    models.Holder
	WithoutIDs []string // organizations to leave out
}

// List lists organizations, newest first, and counts all matches.
func (s Organizations) List(ctx context.Context, filter OrganizationFilter, page Page) (
	organizations []models.Organization, total int64, err error,
) {
	err = s.finding(ctx, Anywhere(filter.Query), searchedOrganizations(),
		func(ctx context.Context, s *conn, narrow func(*gorm.DB) *gorm.DB) error {
			query := func() *gorm.DB { return narrow(filter.narrow(ctx, s)) }
			organizations, total, err = newest(query, page, list[models.Organization])
			return err
		})
	return organizations, total, err
}

func (f OrganizationFilter) narrow(ctx context.Context, s *conn) *gorm.DB {
	query := withoutIDs(named(s.reader(ctx), f.IDs, nil), f.WithoutIDs)
	if f.Without.ID == "" {
		return query
	}
	of := membersOf(f.Without.Kind)
	return query.Where("id NOT IN (?)", s.reader(ctx).Model(of.member).Select("organization_id").Where(of.id+" = ?", f.Without.ID))
}

// searchedOrganizations returns how organizations are searched.
func searchedOrganizations() searched {
	fields := []string{"id", "name"}
	return searched{fields: fields, columns: fields}
}

// Featured adds to each organization the number of its users, and a few of them.
func (s Organizations) Featured(ctx context.Context, organizations []models.Organization) ([]models.FeaturedOrganization, error) {
	ids := make([]string, 0, len(organizations))
	for _, organization := range organizations {
		ids = append(ids, organization.ID)
	}
	counts, err := s.countUsers(ctx, ids)
	if err != nil {
		return nil, err
	}
	users, err := s.featuredUsers(ctx, ids)
	if err != nil {
		return nil, err
	}
	featured := make([]models.FeaturedOrganization, 0, len(organizations))
	for _, organization := range organizations {
		featured = append(featured, models.FeaturedOrganization{
			Organization: organization, UsersCount: counts[organization.ID], Featured: users[organization.ID],
		})
	}
	return featured, nil
}

// countUsers maps the ids of organizations to the number of their users.
func (s Organizations) countUsers(ctx context.Context, ids []string) (map[string]int64, error) {
	counts := make(map[string]int64, len(ids))
	err := inBatches(ids, func(ids []string) error {
		var rows []struct {
			OrganizationID string
			Users          int64
		}
		err := s.reader(ctx).Model(&models.OrganizationUser{}).Select("organization_id, COUNT(*) AS users").
			Where("organization_id IN ?", ids).Group("organization_id").Scan(&rows).Error
		for _, row := range rows {
			counts[row.OrganizationID] = row.Users
		}
		return translate(err)
	})
	return counts, err
}

// featuredUsers maps the ids of organizations to the first users who joined.
func (s Organizations) featuredUsers(ctx context.Context, ids []string) (map[string][]models.User, error) {
	users := make(map[string][]models.User, len(ids))
	err := inBatches(ids, func(ids []string) error {
		members, err := s.firstMembers(ctx, ids)
		if err != nil {
			return err
		}
		userIDs := make([]string, 0, len(members))
		for _, member := range members {
			userIDs = append(userIDs, member.UserID)
		}
		found, err := recordsOf(ctx, s.conn, distinct(userIDs), func(user *models.User) string { return user.ID })
		if err != nil {
			return err
		}
		byID := make(map[string]models.User, len(found))
		for _, user := range found {
			byID[user.ID] = user
		}
		for _, member := range members {
			users[member.OrganizationID] = append(users[member.OrganizationID], byID[member.UserID])
		}
		return nil
	})
	return users, err
}

// firstMembers reads the first memberships of each organization: one subquery for
// each, all in one statement, so that no other rows are read.
func (s Organizations) firstMembers(ctx context.Context, ids []string) ([]models.OrganizationUser, error) {
	const first = "SELECT * FROM (SELECT * FROM organization_users WHERE tenant_id = ? AND organization_id = ?" +
		" ORDER BY created_at, user_id LIMIT ?) members"
	var values []any
	for _, id := range ids {
		values = append(values, s.tenant, id, featuredUsers)
	}
	var members []models.OrganizationUser
	err := s.anywhere(ctx).Raw(strings.Repeat(first+" UNION ALL ", len(ids)-1)+first, values...).Scan(&members).Error
	return members, translate(err)
}

// inBatches calls work with distinct values, as many at once as a statement takes.
func inBatches(values []string, work func([]string) error) error {
	for values = distinct(values); len(values) > 0; {
		size := min(len(values), missingBatch)
		if err := work(values[:size]); err != nil {
			return err
		}
		values = values[size:]
	}
	return nil
}

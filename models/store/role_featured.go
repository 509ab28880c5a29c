package store

import (
	"context"
	"strings"

	"portico/models"
)

// featured is how many holders of a role a list shows.
const featured = 3

// Holders returns, for each of the roles, how many users and applications have it,
// and a few of them, by id. The number of statements depends neither on the number
// of roles nor on that of their holders.
func (s Roles) Holders(ctx context.Context, roleIDs []string) (map[string]models.RoleHolders, error) {
	holders := map[string]models.RoleHolders{}
	err := inBatches(roleIDs, func(ids []string) error {
		users, err := s.countHolders(ctx, &models.UserRole{}, ids)
		if err != nil {
			return err
		}
		applications, err := s.countHolders(ctx, &models.ApplicationRole{}, ids)
		if err != nil {
			return err
		}
		someUsers, err := someHolders[models.User](ctx, s.conn, "user_roles", "user_id", "users", ids)
		if err != nil {
			return err
		}
		someApplications, err := someHolders[models.Application](ctx, s.conn, "application_roles", "application_id", "applications", ids)
		if err != nil {
			return err
		}
		for _, id := range ids {
			holders[id] = models.RoleHolders{
				Users: users[id], FeaturedUsers: someUsers[id],
				Applications: applications[id], FeaturedApplications: someApplications[id],
			}
		}
		return nil
	})
	return holders, err
}

func (s Roles) countHolders(ctx context.Context, held any, roleIDs []string) (map[string]int64, error) {
	var rows []struct {
		RoleID string
		Total  int64
	}
	err := s.reader(ctx).Model(held).Select("role_id, COUNT(*) AS total").
		Where("role_id IN ?", roleIDs).Group("role_id").Scan(&rows).Error
	totals := make(map[string]int64, len(rows))
	for _, row := range rows {
		totals[row.RoleID] = row.Total
	}
	return totals, translate(err)
}

// someHolders reads a few holders of each role, by the ids of the roles: one subquery
// for each role, all in one statement, so that no other rows are read.
func someHolders[T any](ctx context.Context, s *conn, held, holder, records string, roleIDs []string) (map[string][]T, error) {
	few := "SELECT * FROM (SELECT tenant_id, role_id, " + holder + " AS holder FROM " + held +
		" WHERE tenant_id = ? AND role_id = ? ORDER BY " + holder + " LIMIT ?) few"
	var values []any
	for _, id := range roleIDs {
		values = append(values, s.tenant, id, featured)
	}
	var rows []struct {
		Record T `gorm:"embedded"`
		RoleID string
	}
	err := s.anywhere(ctx).Raw("SELECT held.role_id, records.* FROM ("+
		strings.Repeat(few+" UNION ALL ", len(roleIDs)-1)+few+") held"+s.joinInOrder()+
		records+" records ON records.tenant_id = held.tenant_id AND records.id = held.holder ORDER BY held.role_id, records.id",
		values...).Scan(&rows).Error
	found := map[string][]T{}
	for _, row := range rows {
		found[row.RoleID] = append(found[row.RoleID], row.Record)
	}
	return found, translate(err)
}

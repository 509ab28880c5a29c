package store

import (
	"context"
	"strings"

	"portico/models"
)

const (
	// featured is how many holders of a role are shown beside it.
	featured = 3
	// featuredAmong is among how many holders of a role the newest are looked for;
	// where a role has more, newestAmong is among how many of the newest users.
	featuredAmong = 200
	newestAmong   = 300
)

// RoleHolders says of each of some roles how many users and applications have
// it, and who the newest of them are. The number of statements depends neither
// on how many roles these are nor on how many have them; therefore of a role
// with more than two hundred users, of whom fewer than three are among the
// newest three hundred of the tenant, any three may be shown.
func (s *Store) RoleHolders(ctx context.Context, roleIDs []string) (map[string]models.RoleHolders, error) {
	holders := map[string]models.RoleHolders{}
	if len(roleIDs) == 0 {
		return holders, nil
	}
	ids := distinct(roleIDs)
	users, err := s.countByRole(ctx, &models.UserRole{}, ids)
	if err != nil {
		return nil, err
	}
	applications, err := s.countByRole(ctx, &models.ApplicationRole{}, ids)
	if err != nil {
		return nil, err
	}
	newestUsers, err := s.featuredUsers(ctx, ids, users)
	if err != nil {
		return nil, err
	}
	newestApplications, err := s.featuredApplications(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		holders[id] = models.RoleHolders{
			Users: users[id], FeaturedUsers: newestUsers[id],
			Applications: applications[id], FeaturedApplications: newestApplications[id],
		}
	}
	return holders, nil
}

func (s *Store) countByRole(ctx context.Context, held any, roleIDs []string) (map[string]int64, error) {
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

func (s *Store) featuredUsers(ctx context.Context, roleIDs []string, counts map[string]int64) (map[string][]models.User, error) {
	found, err := s.newestHolders(ctx, s.someHolders(roleIDs))
	if err != nil {
		return nil, err
	}
	var many []string
	for _, id := range roleIDs {
		if counts[id] > featuredAmong {
			many = append(many, id)
		}
	}
	if len(many) == 0 {
		return found, nil
	}
	newer, err := s.newestHolders(ctx, s.newHolders(many))
	for id, users := range newer {
		if len(users) == featured {
			found[id] = users
		}
	}
	return found, err
}

// rawSQL is a text with its values.
type rawSQL struct {
	text   string
	values []any
}

// someHolders selects a bounded number of each role's users.
func (s *Store) someHolders(roleIDs []string) rawSQL {
	var parts []string
	var values []any
	for _, id := range roleIDs {
		parts = append(parts, "SELECT * FROM (SELECT tenant_id, role_id, user_id FROM user_roles"+
			" WHERE tenant_id = ? AND role_id = ? LIMIT ?) AS bounded")
		values = append(values, s.tenant, id, featuredAmong)
	}
	return rawSQL{strings.Join(parts, " UNION ALL "), values}
}

// newHolders selects the roles' users among the newest of the tenant.
func (s *Store) newHolders(roleIDs []string) rawSQL {
	return rawSQL{
		"SELECT user_roles.tenant_id, role_id, user_id FROM" +
			" (SELECT tenant_id, id FROM users WHERE tenant_id = ? ORDER BY created_at DESC, id DESC LIMIT ?) AS latest" +
			" CROSS JOIN user_roles WHERE user_roles.tenant_id = ? AND user_roles.user_id = latest.id" +
			" AND user_roles.role_id IN ?",
		[]any{s.tenant, newestAmong, s.tenant, roleIDs},
	}
}

// newestHolders reads the newest users of each role among those that held selects.
func (s *Store) newestHolders(ctx context.Context, held rawSQL) (map[string][]models.User, error) {
	var rows []struct {
		models.User
		RoleID string
	}
	err := s.anywhere(ctx).Raw("SELECT * FROM (SELECT held.role_id,"+
		" users.id, users.name, users.avatar, users.username, users.primary_email, users.primary_phone,"+
		" ROW_NUMBER() OVER (PARTITION BY held.role_id ORDER BY users.created_at DESC, users.id DESC) AS place"+
		// SQLite takes the order of a CROSS JOIN: from the holders to the users.
		" FROM ("+held.text+") AS held CROSS JOIN users"+
		" WHERE users.tenant_id = held.tenant_id AND users.id = held.user_id) AS ordered"+
		" WHERE place <= ? ORDER BY role_id, place", append(held.values, featured)...).Scan(&rows).Error
	users := map[string][]models.User{}
	for _, row := range rows {
		users[row.RoleID] = append(users[row.RoleID], row.User)
	}
	return users, translate(err)
}

// featuredApplications reads the newest applications of each role.
func (s *Store) featuredApplications(ctx context.Context, roleIDs []string) (map[string][]models.Application, error) {
	var rows []struct {
		models.Application
		RoleID string
	}
	err := s.anywhere(ctx).Raw("SELECT * FROM (SELECT held.role_id, applications.id, applications.name, applications.type,"+
		" ROW_NUMBER() OVER (PARTITION BY held.role_id ORDER BY applications.created_at DESC, applications.id DESC) AS place"+
		" FROM application_roles held"+
		" JOIN applications ON applications.tenant_id = held.tenant_id AND applications.id = held.application_id"+
		" WHERE held.tenant_id = ? AND held.role_id IN ?) AS ordered"+
		" WHERE place <= ? ORDER BY role_id, place", s.tenant, roleIDs, featured).Scan(&rows).Error
	applications := map[string][]models.Application{}
	for _, row := range rows {
		applications[row.RoleID] = append(applications[row.RoleID], row.Application)
	}
	return applications, translate(err)
}

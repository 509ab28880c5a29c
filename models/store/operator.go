package store

import (
	"context"

	"portico/models"
)

// ConsoleSessions are the sessions of operators in the console.
type ConsoleSessions struct{ *conn }

// Insert adds a console session. ErrConflict: its grant no longer exists.
func (s ConsoleSessions) Insert(ctx context.Context, session *models.ConsoleSession) error {
	return insert(ctx, s.conn, session, &session.TenantID)
}

// Operators are the users who have an operator role.
type Operators struct{ *conn }

// OperatorInvitations invite people to become operators.
type OperatorInvitations struct {
	Table[models.OperatorInvitation]
}

func openOperatorInvitations(c *conn) OperatorInvitations {
	return OperatorInvitations{newTable(c, func(r *models.OperatorInvitation) (tenant, id *string) { return &r.TenantID, &r.ID })}
}

// ByDigest finds a console session that has not expired at now (epoch ms).
func (s ConsoleSessions) ByDigest(ctx context.Context, digest []byte, now int64) (*models.ConsoleSession, error) {
	return first[models.ConsoleSession](s.reader(ctx).Where("digest = ? AND expires_at > ?", digest, now))
}

// Delete ends a console session. It is no error if it has already ended.
func (s ConsoleSessions) Delete(ctx context.Context, digest []byte) error {
	return translate(s.writer(ctx).Where("digest = ?", digest).Delete(&models.ConsoleSession{}).Error)
}

// List lists the invitations by operators that have not expired at now (epoch ms), newest first.
func (s OperatorInvitations) List(ctx context.Context, now int64) ([]models.OperatorInvitation, error) {
	return list[models.OperatorInvitation](s.reader(ctx).
		Where("is_set_up = ? AND expires_at > ?", false, now).Order("created_at DESC, id"))
}

// Get reads an invitation by an operator.
func (s OperatorInvitations) Get(ctx context.Context, id string) (*models.OperatorInvitation, error) {
	return first[models.OperatorInvitation](s.reader(ctx).Where("id = ? AND is_set_up = ?", id, false))
}

// ByDigest finds an invitation that has not expired at now (epoch ms).
func (s OperatorInvitations) ByDigest(ctx context.Context, digest []byte, now int64) (*models.OperatorInvitation, error) {
	return first[models.OperatorInvitation](s.reader(ctx).Where("digest = ? AND expires_at > ?", digest, now))
}

// DeleteSetUp revokes all setup links for the first operator.
func (s OperatorInvitations) DeleteSetUp(ctx context.Context) error {
	return translate(s.writer(ctx).Where("is_set_up = ?", true).Delete(&models.OperatorInvitation{}).Error)
}

// List lists the users who have an operator role, oldest first.
func (s Operators) List(ctx context.Context) ([]models.Operator, error) {
	return s.list(ctx, "", nil)
}

// Get reads a user who has an operator role. ErrNotFound: there is no such user, or
// the user has no such role.
func (s Operators) Get(ctx context.Context, id string) (*models.Operator, error) {
	found, err := s.list(ctx, " AND users.id = ?", id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, ErrNotFound
	}
	return &found[0], nil
}

func (s Operators) list(ctx context.Context, condition string, value any) ([]models.Operator, error) {
	query := s.db.read
	if s.tx != nil {
		query = s.tx
	}
	args := []any{s.tenant, models.RoleUser, models.OperatorRoles()}
	if condition != "" {
		args = append(args, value)
	}
	var rows []struct {
		models.User `gorm:"embedded"`
		RoleName    string
	}
	err := query.WithContext(ctx).Table("users").Select("users.*, roles.name AS role_name").
		Joins("JOIN user_roles ON user_roles.tenant_id = users.tenant_id AND user_roles.user_id = users.id").
		Joins("JOIN roles ON roles.tenant_id = user_roles.tenant_id AND roles.id = user_roles.role_id").
		Where("users.tenant_id = ? AND roles.type = ? AND roles.name IN ?"+condition, args...).
		Order("users.created_at, users.id").Scan(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	var found []models.Operator
	for _, row := range rows {
		last := len(found) - 1
		switch {
		case last < 0 || found[last].ID != row.ID:
			found = append(found, models.Operator{User: row.User, Role: row.RoleName})
		case rank(row.RoleName) < rank(found[last].Role):
			found[last].Role = row.RoleName
		}
	}
	return found, nil
}

// rank orders the operator roles; 0 has the most access.
func rank(role string) int {
	for i, name := range models.OperatorRoles() {
		if name == role {
			return i
		}
	}
	return len(models.OperatorRoles())
}

// SetRole replaces a user's operator roles with the given one; "" removes them all.
// ErrNotFound: there is no such role.
func (s Operators) SetRole(ctx context.Context, userID, role string) error {
	return s.inTx(ctx, func(tx *Store) error {
		held := tx.tx.WithContext(ctx).Model(&models.Role{}).Select("id").
			Where("tenant_id = ? AND type = ? AND name IN ?", s.tenant, models.RoleUser, models.OperatorRoles())
		if err := tx.writer(ctx).Where("user_id = ? AND role_id IN (?)", userID, held).
			Delete(&models.UserRole{}).Error; err != nil {
			return translate(err)
		}
		if role == "" {
			return nil
		}
		found, err := tx.Roles.ByName(ctx, role)
		if err != nil {
			return err
		}
		return tx.Assignments.Give(ctx, models.UserHolder(userID), found.ID)
	})
}

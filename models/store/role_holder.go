package store

import (
	"context"

	"gorm.io/gorm/clause"

	"portico/models"
)

// Assignments record who has which of the tenant's roles.
type Assignments struct{ *conn }

// rowsAtOnce bounds the rows of one insertion.
const rowsAtOnce = 1000

// assigned names where the roles of one kind of holders are stored.
type assigned struct {
	record        any    // a row
	table, holder string // the table, and its column that names the holder
}

func assignedTo(kind models.HolderKind) assigned {
	if kind == models.HolderApplication {
		return assigned{record: &models.ApplicationRole{}, table: "application_roles", holder: "application_id"}
	}
	return assigned{record: &models.UserRole{}, table: "user_roles", holder: "user_id"}
}

// Give gives a holder roles: see GiveAll.
func (s Assignments) Give(ctx context.Context, holder models.Holder, roleIDs ...string) error {
	return s.GiveAll(ctx, holder.Kind, []string{holder.ID}, roleIDs)
}

// GiveAll gives each of the holders each of the roles, ignoring roles they already
// have. ErrConflict: a holder or a role does not exist.
func (s Assignments) GiveAll(ctx context.Context, kind models.HolderKind, ids, roleIDs []string) error {
	if len(ids) == 0 || len(roleIDs) == 0 {
		return nil
	}
	rows := paired(ids, roleIDs, func(id, roleID string) map[string]any {
		return map[string]any{"tenant_id": s.tenant, assignedTo(kind).holder: id, "role_id": roleID}
	})
	return s.change(ctx, kind, func(c *conn) error {
		insert := c.inserter(ctx).Model(assignedTo(kind).record).Clauses(clause.OnConflict{DoNothing: true})
		return translate(insert.CreateInBatches(rows, rowsAtOnce).Error)
	})
}

// Take removes roles from a holder, ignoring those the holder does not have.
func (s Assignments) Take(ctx context.Context, holder models.Holder, roleIDs []string) error {
	of := assignedTo(holder.Kind)
	return s.change(ctx, holder.Kind, func(c *conn) error {
		return translate(c.writer(ctx).Where(of.holder+" = ? AND role_id IN ?", holder.ID, distinct(roleIDs)).
			Delete(of.record).Error)
	})
}

// change runs a write. The roles of machines are part of the tenant's configuration.
func (s Assignments) change(ctx context.Context, kind models.HolderKind, write func(*conn) error) error {
	if kind != models.HolderApplication {
		return write(s.conn)
	}
	return s.configure(ctx, func(tx *Store) error { return write(tx.conn) })
}

// Of maps the ids of holders to their roles, by name; those without roles are left
// out.
func (s Assignments) Of(ctx context.Context, kind models.HolderKind, ids []string) (map[string][]models.Role, error) {
	of, roles := assignedTo(kind), map[string][]models.Role{}
	err := inBatches(ids, func(ids []string) error {
		var rows []struct {
			models.Role
			HolderID string
		}
		err := s.anywhere(ctx).Raw("SELECT roles.*, held."+of.holder+" AS holder_id FROM "+of.table+" held"+
			" JOIN roles ON roles.tenant_id = held.tenant_id AND roles.id = held.role_id"+
			" WHERE held.tenant_id = ? AND held."+of.holder+" IN ? ORDER BY roles.name", s.tenant, ids).Scan(&rows).Error
		for _, row := range rows {
			roles[row.HolderID] = append(roles[row.HolderID], row.Role)
		}
		return translate(err)
	})
	return roles, err
}

// Names lists the names of a holder's roles.
func (s Assignments) Names(ctx context.Context, holder models.Holder) ([]string, error) {
	of := assignedTo(holder.Kind)
	var names []string
	err := s.anywhere(ctx).Raw("SELECT roles.name FROM "+of.table+" held"+s.joinInOrder()+
		"roles ON roles.tenant_id = held.tenant_id AND roles.id = held.role_id"+
		" WHERE held.tenant_id = ? AND held."+of.holder+" = ? ORDER BY roles.name", s.tenant, holder.ID).Scan(&names).Error
	return names, translate(err)
}

// Has reports whether a holder has a role of this name.
func (s Assignments) Has(ctx context.Context, holder models.Holder, roleName string) (bool, error) {
	of := assignedTo(holder.Kind)
	named := s.reader(ctx).Model(&models.Role{}).Select("id").Where("name = ?", roleName)
	held, err := count(s.reader(ctx).Model(of.record).Where(of.holder+" = ? AND role_id IN (?)", holder.ID, named))
	return held > 0, err
}

// count counts the holders of a kind who have a role.
func (s Assignments) count(ctx context.Context, kind models.HolderKind, roleID string) (int64, error) {
	return count(s.reader(ctx).Model(assignedTo(kind).record).Where("role_id = ?", roleID))
}

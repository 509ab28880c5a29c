package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"portico/models"
)

// tenantTables lists all tables with rows of tenants. A table comes before those that
// it references, so that no batch cascades to other tables.
func tenantTables() []string {
	return []string{
		"console_sessions", "authorization_codes", "refresh_tokens", "access_tokens", "grants",
		"consent_organizations", "consents", "organization_blocked_applications",
		"application_user_scopes", "application_resource_scopes", "application_organization_scopes",
		"application_organization_resource_scopes", "application_sign_in_experiences",
		"interactions", "client_assertions", "sessions", "personal_access_tokens",
		"organization_invitation_roles", "organization_invitations",
		"organization_jit_roles", "organization_jit_email_domains",
		"organization_user_roles", "organization_users",
		"organization_application_roles", "organization_applications",
		"organization_role_resource_scopes", "organization_role_scopes",
		"organization_roles", "organization_scopes", "organizations",
		"user_roles", "application_roles", "role_scopes", "roles", "scopes", "resources",
		"users", "application_secrets", "applications",
		"jwt_customizer_cases", "jwt_customizer_versions", "jwt_customizers",
		"connectors", "operator_invitations", "verification_attempts", "outbox", "audit_logs", "signing_keys", "retired_keys", "scheduled_rotations",
	}
}

// DeletedTenants lists, by id, the deleted tenants that still have rows.
func (db *DB) DeletedTenants(ctx context.Context) ([]models.Tenant, error) {
	return list[models.Tenant](db.read.WithContext(ctx).Where("deleted_at > 0").Order("id"))
}

// RemoveDeletedTenants removes the rows of all deleted tenants, and then the tenants
// themselves. It works in batches small enough that no request has to wait. It can
// be interrupted at any point; the next call picks up from there.
func (db *DB) RemoveDeletedTenants(ctx context.Context) error {
	tenants, err := db.DeletedTenants(ctx)
	if err != nil {
		return fmt.Errorf("list deleted tenants: %w", err)
	}
	for i := range tenants {
		if err := db.removeTenant(ctx, &tenants[i]); err != nil {
			return fmt.Errorf("remove rows of tenant %s: %w", tenants[i].ID, err)
		}
	}
	return nil
}

func (db *DB) removeTenant(ctx context.Context, deleted *models.Tenant) error {
	if deleted.RowsToDelete == 0 {
		if err := db.countRows(ctx, deleted); err != nil {
			return err
		}
	}
	for _, table := range tenantTables() {
		err := gradually(ctx, func(ctx context.Context) (int64, error) { return db.removeRows(ctx, deleted, table) })
		if errors.Is(err, ErrNotFound) { // another node has finished
			return nil
		}
		if err != nil {
			return fmt.Errorf("delete from %s: %w", table, err)
		}
	}
	// This cascades to rows written meanwhile by requests that were in flight.
	return translate(ofDeleted(db.write.WithContext(ctx), deleted).Delete(&models.Tenant{}).Error)
}

// countRows records how many rows there are to delete, including the tenant's own.
func (db *DB) countRows(ctx context.Context, deleted *models.Tenant) error {
	total := int64(1)
	for _, table := range tenantTables() {
		rows, err := count(db.read.WithContext(ctx).Table(table).Where("tenant_id = ?", deleted.ID))
		if err != nil {
			return fmt.Errorf("count rows of %s: %w", table, err)
		}
		total += rows
	}
	return translate(ofDeleted(db.write.WithContext(ctx), deleted).Update("rows_to_delete", total).Error)
}

// removeRows removes a batch of a table's rows and counts them. ErrNotFound: the
// tenant is gone; any rows with its id belong to a new tenant.
func (db *DB) removeRows(ctx context.Context, deleted *models.Tenant, table string) (rows int64, err error) {
	err = db.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := changed(ofDeleted(tx, deleted).Update("deleted_at", deleted.DeletedAt)); err != nil {
			return err
		}
		if rows, err = db.deleteBatch(tx, table, "tenant_id = ?", deleted.ID); err != nil {
			return err
		}
		return ofDeleted(tx, deleted).Update("rows_deleted", gorm.Expr("rows_deleted + ?", rows)).Error
	})
	return rows, err
}

// ofDeleted starts a change of the deleted tenant's record, and not of a tenant
// created with the same id since.
func ofDeleted(tx *gorm.DB, deleted *models.Tenant) *gorm.DB {
	return tx.Model(&models.Tenant{}).
		Where("id = ? AND deleted_at = ? AND created_at = ?", deleted.ID, deleted.DeletedAt, deleted.CreatedAt)
}

package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// Secrets are the named secrets of holders: client secrets of applications, and
// personal access tokens of users.
type Secrets struct{ *conn }

// Insert adds a secret. ErrConflict: the name or, for users, the value is taken.
func (s Secrets) Insert(ctx context.Context, secret *models.Secret) error {
	secret.TenantID = s.tenant
	row, holder := rowsOfSecrets(secret.Holder.Kind)
	return s.change(ctx, secret.Holder.Kind, func(c *conn) error {
		return translate(c.inserter(ctx).Model(row).Create(map[string]any{
			"tenant_id": secret.TenantID, holder: secret.Holder.ID, "name": secret.Name, "sealed": secret.Sealed,
			"digest": secret.Digest, "expires_at": secret.ExpiresAt, "created_at": secret.CreatedAt,
		}).Error)
	})
}

// List lists a holder's secrets, including expired ones, oldest first.
func (s Secrets) List(ctx context.Context, holder models.Holder) ([]models.Secret, error) {
	secrets, err := list[models.Secret](of(s.reader(ctx), holder).Order("created_at, name"))
	for i := range secrets {
		secrets[i].Holder = holder
	}
	return secrets, err
}

// OfApplications lists the secrets of applications, oldest first, expired ones too.
func (s Secrets) OfApplications(ctx context.Context, ids []string) ([]models.Secret, error) {
	var secrets []models.Secret
	err := inBatches(ids, func(ids []string) error {
		var rows []struct {
			models.Secret
			ApplicationID string
		}
		row, _ := rowsOfSecrets(models.HolderApplication)
		err := s.reader(ctx).Model(row).Where("application_id IN ?", ids).Order("created_at, name").Scan(&rows).Error
		for i := range rows {
			rows[i].Holder = models.ApplicationHolder(rows[i].ApplicationID)
			secrets = append(secrets, rows[i].Secret)
		}
		return translate(err)
	})
	return secrets, err
}

// Get reads a secret of a holder by its name.
func (s Secrets) Get(ctx context.Context, holder models.Holder, name string) (*models.Secret, error) {
	secret, err := first[models.Secret](of(s.reader(ctx), holder).Where("name = ?", name))
	if err != nil {
		return nil, err
	}
	secret.Holder = holder
	return secret, nil
}

// Rename replaces the name and the sealed value of the secret called name with
// those of renamed. ErrConflict: another one has the name.
func (s Secrets) Rename(ctx context.Context, name string, renamed *models.Secret) error {
	return s.change(ctx, renamed.Holder.Kind, func(c *conn) error {
		return changed(of(c.writer(ctx), renamed.Holder).Where("name = ?", name).
			Updates(map[string]any{"name": renamed.Name, "sealed": renamed.Sealed}))
	})
}

// Delete removes a secret of a holder.
func (s Secrets) Delete(ctx context.Context, holder models.Holder, name string) error {
	row, _ := rowsOfSecrets(holder.Kind)
	return s.change(ctx, holder.Kind, func(c *conn) error {
		return changed(of(c.writer(ctx), holder).Where("name = ?", name).Delete(row))
	})
}

// change runs a write. Client secrets are part of the tenant's configuration.
func (s Secrets) change(ctx context.Context, kind models.HolderKind, write func(*conn) error) error {
	if kind != models.HolderApplication {
		return write(s.conn)
	}
	return s.configure(ctx, func(tx *Store) error { return write(tx.conn) })
}

// of narrows a query to the secrets of a holder.
func of(query *gorm.DB, holder models.Holder) *gorm.DB {
	row, column := rowsOfSecrets(holder.Kind)
	return query.Model(row).Where(column+" = ?", holder.ID)
}

// rowsOfSecrets returns the record type of a holder's secrets, and the column for the
// holder.
func rowsOfSecrets(kind models.HolderKind) (row any, holder string) {
	if kind == models.HolderApplication {
		return &models.ApplicationSecret{}, "application_id"
	}
	return &models.PersonalAccessToken{}, "user_id"
}

package store

import (
	"context"

	"gorm.io/gorm/clause"

	"portico/models"
)

// JWTCustomizers are the scripts that add claims to tokens, one for each kind of
// tokens, with the versions that were saved. They are configuration.
type JWTCustomizers struct{ *conn }

// List lists the tenant's scripts by kind.
func (s JWTCustomizers) List(ctx context.Context) ([]models.JWTCustomizer, error) {
	return list[models.JWTCustomizer](s.reader(ctx).Order("kind"))
}

// Get reads the script of a kind. ErrNotFound: there is none.
func (s JWTCustomizers) Get(ctx context.Context, kind models.TokenKind) (*models.JWTCustomizer, error) {
	return first[models.JWTCustomizer](s.reader(ctx).Where("kind = ?", kind))
}

// Put writes the script of a kind, in place of any other.
func (s JWTCustomizers) Put(ctx context.Context, customizer *models.JWTCustomizer) error {
	customizer.TenantID = s.tenant
	return s.configure(ctx, func(tx *Store) error {
		replace := clause.OnConflict{
			Columns: []clause.Column{{Name: "tenant_id"}, {Name: "kind"}},
			DoUpdates: clause.AssignmentColumns([]string{
				"script", "sealed", "context_sample", "token_sample", "block_issuance_on_error", "is_off", "updated_at",
			}),
		}
		return translate(tx.inserter(ctx).Clauses(replace).Create(customizer).Error)
	})
}

// Delete removes the script of a kind with its versions. ErrNotFound: there is none.
func (s JWTCustomizers) Delete(ctx context.Context, kind models.TokenKind) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Where("kind = ?", kind).Delete(&models.JWTCustomizer{}))
	})
}

// AddVersion adds a version; the caller has locked the tenant and chosen its number.
// ErrConflict: there is no script of its kind.
func (s JWTCustomizers) AddVersion(ctx context.Context, version *models.JWTCustomizerVersion) error {
	return insert(ctx, s.conn, version, &version.TenantID)
}

// Versions lists the versions of a kind's script, newest first.
func (s JWTCustomizers) Versions(ctx context.Context, kind models.TokenKind) ([]models.JWTCustomizerVersion, error) {
	return list[models.JWTCustomizerVersion](s.reader(ctx).Where("kind = ?", kind).Order("number DESC"))
}

// Version reads one version. ErrNotFound: there is none.
func (s JWTCustomizers) Version(ctx context.Context, kind models.TokenKind, number int64) (*models.JWTCustomizerVersion, error) {
	return first[models.JWTCustomizerVersion](s.reader(ctx).Where("kind = ? AND number = ?", kind, number))
}

// LastVersion is the number of the newest version of a kind's script; 0 if there is none.
func (s JWTCustomizers) LastVersion(ctx context.Context, kind models.TokenKind) (int64, error) {
	var last int64
	err := s.reader(ctx).Model(&models.JWTCustomizerVersion{}).Where("kind = ?", kind).
		Select("COALESCE(MAX(number), 0)").Scan(&last).Error
	return last, translate(err)
}

// ForgetVersions removes the versions of a kind's script up to a number.
func (s JWTCustomizers) ForgetVersions(ctx context.Context, kind models.TokenKind, upTo int64) error {
	return translate(s.writer(ctx).Where("kind = ? AND number <= ?", kind, upTo).Delete(&models.JWTCustomizerVersion{}).Error)
}

// HasJWTCustomizers reports whether any tenant has a script.
func (db *DB) HasJWTCustomizers(ctx context.Context) (bool, error) {
	found, err := list[models.JWTCustomizer](db.read.WithContext(ctx).Select("tenant_id", "kind").Limit(1))
	return len(found) > 0, err
}

// JWTCustomizerCases are the saved tests of scripts.
type JWTCustomizerCases struct {
	Table[models.JWTCustomizerCase]
}

func openJWTCustomizerCases(c *conn) JWTCustomizerCases {
	return JWTCustomizerCases{newTable(c, func(r *models.JWTCustomizerCase) (tenant, id *string) { return &r.TenantID, &r.ID },
		"Name", "Token", "Context", "Claims", "IsDenied")}
}

// List lists the saved tests of a kind's script by name.
func (s JWTCustomizerCases) List(ctx context.Context, kind models.TokenKind) ([]models.JWTCustomizerCase, error) {
	return list[models.JWTCustomizerCase](s.reader(ctx).Where("kind = ?", kind).Order("name, id"))
}

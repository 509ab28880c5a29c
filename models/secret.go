package models

// Secret is a named secret of a holder: a client secret of an application, or a
// personal access token of a user.
type Secret struct {
	TenantID  string
	Holder    Holder `gorm:"-"`
	Name      string // unique for the holder
	Sealed    []byte // the value, encrypted under the key-encryption key
	Digest    []byte // SHA-256 of the value
	ExpiresAt int64  // epoch ms; 0: never
	CreatedAt int64  // epoch ms
}

// MaskedSecret stands for a secret that the actor may not see.
const MaskedSecret = "••••"

// OpenSecret is a Secret with its value in the clear; it is not stored.
type OpenSecret struct {
	Name, Value string
	CreatedAt   int64 // epoch ms
	ExpiresAt   int64 // epoch ms; 0: never
}

// SealContext binds the sealed value to this record in the vault. It contains the
// secret's primary key, so renaming a secret means sealing it again.
func (s *Secret) SealContext() string {
	kind := "personal_access_token"
	if s.Holder.Kind == HolderApplication {
		kind = "application_secret"
	}
	return kind + "/" + s.TenantID + "/" + s.Holder.ID + "/" + s.Name
}

// IsExpired reports whether the secret has expired at now (epoch ms).
func (s *Secret) IsExpired(now int64) bool { return s.ExpiresAt != 0 && s.ExpiresAt <= now }

// ApplicationSecret is the row of a secret of an application.
type ApplicationSecret struct {
	TenantID      string `gorm:"primaryKey"`
	ApplicationID string `gorm:"primaryKey"`
	Name          string `gorm:"primaryKey"`
	Sealed        []byte
	Digest        []byte
	ExpiresAt     int64
	CreatedAt     int64 `gorm:"autoCreateTime:false"`
}

// PersonalAccessToken is the row of a secret of a user, with which programs act as
// the user until it expires.
type PersonalAccessToken struct {
	TenantID  string `gorm:"primaryKey"`
	UserID    string `gorm:"primaryKey"`
	Name      string `gorm:"primaryKey"`
	Sealed    []byte
	Digest    []byte // unique in the tenant
	ExpiresAt int64
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

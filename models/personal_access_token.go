package models

// PersonalAccessToken is a token that represents a user until it expires.
type PersonalAccessToken struct {
	TenantID  string `gorm:"primaryKey"`
	UserID    string `gorm:"primaryKey"`
	Name      string `gorm:"primaryKey"` // unique for the user
	Sealed    []byte // the value, encrypted under the key-encryption key
	Digest    []byte // SHA-256 of the value, unique in the tenant
	ExpiresAt int64  // epoch ms; 0: never
	CreatedAt int64  `gorm:"autoCreateTime:false"`
}

// SealContext binds the sealed value to this record in the vault. It contains the
// token's primary key, so renaming a token means sealing it again.
func (t *PersonalAccessToken) SealContext() string {
	return "personal_access_token/" + t.TenantID + "/" + t.UserID + "/" + t.Name
}

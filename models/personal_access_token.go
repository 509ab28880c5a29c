package models

// PersonalAccessToken is a token that stands for a user until it expires.
type PersonalAccessToken struct {
	TenantID  string `gorm:"primaryKey"`
	UserID    string `gorm:"primaryKey"`
	Name      string `gorm:"primaryKey"` // unique for the user
	Sealed    []byte // the value, encrypted under the key-encryption key
	Digest    []byte // SHA-256 of the value, unique in the tenant
	ExpiresAt int64  // epoch ms; 0: never
	CreatedAt int64  `gorm:"autoCreateTime:false"`
}

// SealContext names the place of the sealed value to the vault. It goes by the
// token's key, so a renamed token is sealed anew.
func (t *PersonalAccessToken) SealContext() string {
	return "personal_access_token/" + t.TenantID + "/" + t.UserID + "/" + t.Name
}

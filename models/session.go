package models

// Session is a browser in which a user is signed in. The browser has a random
// token, the record its SHA-256.
type Session struct {
	TenantID  string `gorm:"primaryKey"`
	ID        string `gorm:"primaryKey"` // 21 characters, the sid claim
	Digest    []byte // SHA-256 of the cookie's token, unique in the tenant
	UserID    string
	AuthTime  int64    // epoch ms of the last authentication
	AMR       []string `gorm:"column:amr;serializer:json"` // RFC 8176
	IP        string
	UserAgent string
	ExpiresAt int64
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

package models

import (
	"slices"
	"strings"
)

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
	// Applications are the IDs of those that the session has signed in to, space
	// separated; they remain when an application revokes its tokens.
	Applications string
	ExpiresAt    int64
	CreatedAt    int64 `gorm:"autoCreateTime:false"`
}

// SignedInTo returns the ids of Applications, in the order of the first sign-ins.
func (s *Session) SignedInTo() []string { return strings.Fields(s.Applications) }

// HasSignedInTo reports whether the session has signed in to an application.
func (s *Session) HasSignedInTo(applicationID string) bool {
	return slices.Contains(s.SignedInTo(), applicationID)
}

package models

// Interaction is one authorization request in progress, with what the user has
// done for it so far.
type Interaction struct {
	TenantID string `gorm:"primaryKey"`
	ID       string `gorm:"primaryKey"` // 21 characters, identifies the request in page URLs
	// Digest is the SHA-256 of the token in the browser's cookie. It is nil until
	// a browser continues a request that arrived as a cross-site POST.
	Digest        []byte
	ApplicationID string
	Params        map[string]string `gorm:"serializer:json"` // as received and validated; never a secret
	Resources     []string          `gorm:"serializer:json"`
	// SessionID is the session that this interaction created or that the user
	// selected. It satisfies prompts that require the user to act.
	SessionID string
	// Consented is set by the consent page for the user who then was signed in.
	ConsentedBy string
	// Denied is set when the user cancels.
	Denied    bool
	ExpiresAt int64
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

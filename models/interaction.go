package models

// Interaction is one authorization request between its arrival and its
// answer, with what the person has done for it so far.
type Interaction struct {
	TenantID string `gorm:"primaryKey"`
	ID       string `gorm:"primaryKey"` // 21 characters, names the request in page addresses
	// Digest is the SHA-256 of the token in the browser's cookie; nil until a
	// browser has taken up a request that came by a cross-site POST.
	Digest        []byte
	ApplicationID string
	Params        map[string]string `gorm:"serializer:json"` // as received and checked; never a secret
	Resources     []string          `gorm:"serializer:json"`
	// SessionID is the session that this interaction has created or, after the
	// person chose it, confirmed. Prompts that ask for an act are answered by it.
	SessionID string
	// Consented is set by the consent page for the user who then was signed in.
	ConsentedBy string
	// Denied is set when the person cancelled.
	Denied    bool
	ExpiresAt int64
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

package models

// TokenKind is a kind of tokens to which a script can add claims. A third kind, for
// ID tokens, may follow.
type TokenKind string

// The kinds, as the Management API names them in its keys.
const (
	TokenAccess            TokenKind = "jwt.accessToken"       // access tokens of users
	TokenClientCredentials TokenKind = "jwt.clientCredentials" // access tokens of machines
)

// TokenKinds lists every kind.
func TokenKinds() []TokenKind { return []TokenKind{TokenAccess, TokenClientCredentials} }

// JWTCustomizer is the script that adds claims to the tokens of one kind.
type JWTCustomizer struct {
	TenantID string    `gorm:"primaryKey"`
	Kind     TokenKind `gorm:"primaryKey"`
	Script   string
	// Sealed are the environment variables, a JSON object of text, encrypted.
	Sealed []byte
	// ContextSample and TokenSample are what a test of the script is called with; nil if
	// none were saved.
	ContextSample map[string]any `gorm:"serializer:json"`
	TokenSample   map[string]any `gorm:"serializer:json"`
	// BlockIssuanceOnError refuses the token if the script fails; nil is false.
	BlockIssuanceOnError *bool
	// IsOff keeps the script without running it.
	IsOff     bool
	UpdatedAt int64 `gorm:"autoUpdateTime:false"` // epoch ms
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

// SealContext binds the sealed variables to this record in the vault.
func (c *JWTCustomizer) SealContext() string {
	return "jwt_customizer/" + c.TenantID + "/" + string(c.Kind)
}

// Blocks reports whether a token is refused if the script fails.
func (c *JWTCustomizer) Blocks() bool {
	return c.BlockIssuanceOnError != nil && *c.BlockIssuanceOnError
}

// JWTCustomizerVersion is a script as it was saved once.
type JWTCustomizerVersion struct {
	TenantID string    `gorm:"primaryKey"`
	Kind     TokenKind `gorm:"primaryKey"`
	// Number counts the versions of a script from 1.
	Number int64 `gorm:"primaryKey;autoIncrement:false"`
	Script string
	// ActorID and ActorName are who saved it; "" for Portico itself.
	ActorID   string
	ActorName string
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

// JWTCustomizerCase is a saved test of a script: what it is called with and what it
// must return.
type JWTCustomizerCase struct {
	TenantID string `gorm:"primaryKey"`
	ID       string `gorm:"primaryKey"`
	Kind     TokenKind
	Name     string         // unique for the kind
	Token    map[string]any `gorm:"serializer:json"`
	Context  map[string]any `gorm:"serializer:json"`
	// Claims are the expected claims, unless IsDenied: then the script must deny access.
	Claims    map[string]any `gorm:"serializer:json"`
	IsDenied  bool
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

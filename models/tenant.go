package models

// Identifiers of the tenants that every installation has.
const (
	TenantDefault = "default" // the first tenant for end users
	TenantAdmin   = "admin"   // the operators' own tenant
)

// Tenant is a closed world of users, applications and keys.
type Tenant struct {
	ID   string `gorm:"primaryKey"`
	Name string
	// DefaultAlgorithm signs tokens of clients that ask for none: ES256, RS256 or ES384.
	DefaultAlgorithm string
	// Revision grows with every change to applications, secrets, resources,
	// roles or keys of the tenant; caches are valid for one revision.
	Revision  int64
	Settings  TenantSettings `gorm:"serializer:json"`
	CreatedAt int64          `gorm:"autoCreateTime:false"`
	// DeletedAt is when the tenant was deleted; 0: it was not. From then on it is
	// gone for everybody, while its rows are removed in the background.
	DeletedAt int64
	// RowsToDelete is how many rows a deleted tenant had, 0 until they are counted;
	// RowsDeleted is how many of them have been removed.
	RowsToDelete, RowsDeleted int64
}

// TenantSettings are the tenant's choices that no query needs.
type TenantSettings struct {
	SignInMode     SignInMode     `json:"signInMode"`
	SentinelPolicy SentinelPolicy `json:"sentinelPolicy"`
	PasswordPolicy PasswordPolicy `json:"passwordPolicy"`
	// SessionTTL is the life of a browser session in seconds.
	SessionTTL int64 `json:"sessionTtl"`
	// FallbackLanguage is a BCP 47 tag, used when the browser asks for none that is there.
	FallbackLanguage string `json:"fallbackLanguage"`
	// BrandColor is the primary colour of the hosted pages, "#rrggbb".
	BrandColor       string `json:"brandColor"`
	TermsOfUseURL    string `json:"termsOfUseUrl,omitempty"`
	PrivacyPolicyURL string `json:"privacyPolicyUrl,omitempty"`
	// AuditRetentionDays is how many days audit rows are kept; 0: for ever.
	AuditRetentionDays int64 `json:"auditRetentionDays,omitempty"`
}

// SignInMode says whether people may create accounts themselves.
type SignInMode string

// The sign-in modes.
const (
	SignInAndRegister SignInMode = "SignInAndRegister"
	SignInOnly        SignInMode = "SignIn"
)

// SentinelPolicy bounds failed verifications of one person.
type SentinelPolicy struct {
	// MaxAttempts is the number of failures within an hour before the block.
	MaxAttempts int `json:"maxAttempts"`
	// LockoutDuration is the length of the block in minutes.
	LockoutDuration int `json:"lockoutDuration"`
}

// PasswordPolicy says which new passwords are accepted.
type PasswordPolicy struct {
	MinLength         int      `json:"minLength"`         // in characters
	MaxLength         int      `json:"maxLength"`         // in characters
	MinCharacterTypes int      `json:"minCharacterTypes"` // of lower, upper, digit, symbol: 1 to 4
	RejectRepetition  bool     `json:"rejectsRepetitionAndSequence"`
	RejectUserInfo    bool     `json:"rejectsUserInfo"`
	RejectWords       []string `json:"rejectsWords"`
}

// DefaultTenantSettings are the settings of a fresh tenant.
func DefaultTenantSettings() TenantSettings {
	return TenantSettings{
		SignInMode:     SignInAndRegister,
		SentinelPolicy: SentinelPolicy{MaxAttempts: 100, LockoutDuration: 60},
		PasswordPolicy: PasswordPolicy{
			MinLength: 8, MaxLength: 256, MinCharacterTypes: 1,
			RejectRepetition: true, RejectUserInfo: true,
		},
		SessionTTL:       14 * 24 * 3600,
		FallbackLanguage: "en",
		BrandColor:       "#6139f6",

		AuditRetentionDays: 180,
	}
}

package models

// Identifiers of the tenants that every installation has.
const (
	TenantDefault = "default" // the first tenant for end users
	TenantAdmin   = "admin"   // the operators' own tenant
)

// Tenant is an isolated set of users, applications and keys.
type Tenant struct {
	ID   string `gorm:"primaryKey"`
	Name string
	// DefaultAlgorithm signs the access tokens of resources that specify none: ES256,
	// RS256 or ES384.
	DefaultAlgorithm string
	// Revision increases with every change to the tenant's applications, secrets,
	// resources, roles or keys. Caches are valid for one revision.
	Revision  int64
	Settings  TenantSettings `gorm:"serializer:json"`
	CreatedAt int64          `gorm:"autoCreateTime:false"`
	// DeletedAt is when the tenant was deleted, in epoch ms; 0: not deleted. From then
	// on it no longer exists for anyone, while its rows are removed in the background.
	DeletedAt int64
	// RowsToDelete is how many rows a deleted tenant had, 0 until they are counted;
	// RowsDeleted is how many of them have been removed.
	RowsToDelete, RowsDeleted int64
}

// TenantSettings are settings that no query depends on.
type TenantSettings struct {
	SignInMode     SignInMode     `json:"signInMode"`
	SentinelPolicy SentinelPolicy `json:"sentinelPolicy"`
	PasswordPolicy PasswordPolicy `json:"passwordPolicy"`
	// SessionTTL is the lifetime of a browser session in seconds.
	SessionTTL int64 `json:"sessionTtl"`
	// FallbackLanguage is a BCP 47 tag, used if no language of the browser is available.
	FallbackLanguage string `json:"fallbackLanguage"`
	// BrandColor is the primary colour of the hosted pages, "#rrggbb".
	BrandColor       string `json:"brandColor"`
	TermsOfUseURL    string `json:"termsOfUseUrl,omitempty"`
	PrivacyPolicyURL string `json:"privacyPolicyUrl,omitempty"`
	// AuditRetentionDays is how many days audit logs are retained; 0: forever.
	AuditRetentionDays int64 `json:"auditRetentionDays,omitempty"`
}

// SignInMode is whether people can sign up.
type SignInMode string

// The sign-in modes.
const (
	SignInAndRegister SignInMode = "SignInAndRegister"
	SignInOnly        SignInMode = "SignIn"
)

// SentinelPolicy limits failed verifications of one user.
type SentinelPolicy struct {
	// MaxAttempts is the number of failures within an hour before a user is blocked.
	MaxAttempts int `json:"maxAttempts"`
	// LockoutDuration is how long a user is blocked, in minutes.
	LockoutDuration int `json:"lockoutDuration"`
}

// PasswordPolicy sets the requirements for new passwords.
type PasswordPolicy struct {
	MinLength         int      `json:"minLength"`         // in characters
	MaxLength         int      `json:"maxLength"`         // in characters
	MinCharacterTypes int      `json:"minCharacterTypes"` // of lower, upper, digit, symbol: 1 to 4
	RejectRepetition  bool     `json:"rejectsRepetitionAndSequence"`
	RejectUserInfo    bool     `json:"rejectsUserInfo"`
	RejectWords       []string `json:"rejectsWords"`
}

// DefaultTenantSettings are the settings of a new tenant.
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

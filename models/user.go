package models

import "strings"

// User is a person with an account in a tenant.
type User struct {
	TenantID string `gorm:"primaryKey"`
	ID       string `gorm:"primaryKey"` // 12 characters, the subject of tokens
	// Username is unique in the tenant, and so is UsernameKey: see UsernameKeyOf.
	Username    *string
	UsernameKey *string
	// PrimaryEmail is stored as typed; EmailKey is its lower case, unique in the tenant.
	PrimaryEmail    *string
	EmailKey        *string
	EmailVerifiedAt int64 // epoch ms; 0: not verified
	PrimaryPhone    *string
	PhoneVerifiedAt int64 // epoch ms; 0: not verified
	Name            *string
	Avatar          *string
	Profile         Profile        `gorm:"serializer:json"`
	CustomData      map[string]any `gorm:"serializer:json"`
	// PasswordHash is a PHC string (argon2id), or "<algorithm>:<digest>" if imported
	// from another system; empty if the user has no password. See package password.
	PasswordHash string
	// IsPasswordExpired requires a new password at the next sign-in.
	IsPasswordExpired bool
	ApplicationID     *string // the application through which the user signed up
	IsSuspended       bool
	// IsKeptFromScripts denies an editor to edit and test scripts: see JWTCustomizer.
	IsKeptFromScripts bool
	LastSignInAt      int64
	CreatedAt         int64 `gorm:"autoCreateTime:false"`
	UpdatedAt         int64 `gorm:"autoUpdateTime:false"`
	// SearchKey is the text that searches match: see SearchKeyOf. The store sets it.
	SearchKey string
}

// SearchKeyOf joins the searchable fields of a user, in lower case and one per
// line: ID, username, email, phone and name.
func SearchKeyOf(u *User) string {
	fields := []string{u.ID}
	for _, field := range []*string{u.Username, u.PrimaryEmail, u.PrimaryPhone, u.Name} {
		if field == nil {
			fields = append(fields, "")
			continue
		}
		fields = append(fields, *field)
	}
	return strings.ToLower(strings.Join(fields, "\n"))
}

// UsernameKeyOf is what a username is matched by: the name itself, or its lower
// case if usernames are not case-sensitive. Usernames are ASCII.
func UsernameKeyOf(username string, isCaseSensitive bool) string {
	if isCaseSensitive {
		return username
	}
	return strings.ToLower(username)
}

// Profile holds the OpenID Connect standard claims that are not columns of
// their own (OpenID Connect Core 1.0, section 5.1).
type Profile struct {
	FamilyName        string   `json:"familyName,omitempty"`
	GivenName         string   `json:"givenName,omitempty"`
	MiddleName        string   `json:"middleName,omitempty"`
	Nickname          string   `json:"nickname,omitempty"`
	PreferredUsername string   `json:"preferredUsername,omitempty"`
	Profile           string   `json:"profile,omitempty"`
	Website           string   `json:"website,omitempty"`
	Gender            string   `json:"gender,omitempty"`
	Birthdate         string   `json:"birthdate,omitempty"`
	Zoneinfo          string   `json:"zoneinfo,omitempty"`
	Locale            string   `json:"locale,omitempty"`
	Address           *Address `json:"address,omitempty"`
}

// Address is the address claim (OpenID Connect Core 1.0, section 5.1.1).
type Address struct {
	Formatted     string `json:"formatted,omitempty"`
	StreetAddress string `json:"streetAddress,omitempty"`
	Locality      string `json:"locality,omitempty"`
	Region        string `json:"region,omitempty"`
	PostalCode    string `json:"postalCode,omitempty"`
	Country       string `json:"country,omitempty"`
}

// DisplayName is the best available name of the user; never empty.
func (u *User) DisplayName() string {
	for _, s := range []*string{u.Name, u.Username, u.PrimaryEmail, u.PrimaryPhone} {
		if s != nil && *s != "" {
			return *s
		}
	}
	return u.ID
}

// Identifier is the identifier to show beside the display name; "" if there is none.
func (u *User) Identifier() string {
	for _, s := range []*string{u.PrimaryEmail, u.Username, u.PrimaryPhone} {
		if s != nil && *s != "" && *s != u.DisplayName() {
			return *s
		}
	}
	return ""
}

package models

// ApplicationSignInExperience is how an application presents itself to users on the
// consent page; "" means not set.
type ApplicationSignInExperience struct {
	TenantID         string   `gorm:"primaryKey"`
	ApplicationID    string   `gorm:"primaryKey"`
	DisplayName      string   // shown instead of the application's name
	Branding         Branding `gorm:"serializer:json"`
	Color            Color    `gorm:"serializer:json"`
	CustomCSS        string   `gorm:"column:custom_css"`
	TermsOfUseURL    string   `gorm:"column:terms_of_use_url"`
	PrivacyPolicyURL string   `gorm:"column:privacy_policy_url"`
}

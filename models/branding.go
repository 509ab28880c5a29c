package models

// Color holds the colors of an organization's or an application's pages, as "#rgb" or
// "#rrggbb".
type Color struct {
	PrimaryColor      string `json:"primaryColor,omitempty"`
	IsDarkModeEnabled *bool  `json:"isDarkModeEnabled,omitempty"`
	DarkPrimaryColor  string `json:"darkPrimaryColor,omitempty"`
}

// Branding holds the URLs of an organization's or an application's images.
type Branding struct {
	LogoURL     string `json:"logoUrl,omitempty"`
	DarkLogoURL string `json:"darkLogoUrl,omitempty"`
	Favicon     string `json:"favicon,omitempty"`
	DarkFavicon string `json:"darkFavicon,omitempty"`
}

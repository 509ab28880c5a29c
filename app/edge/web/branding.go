package web

import "portico/models"

// BrandingFieldNames lists the fields of component.BrandingFields in faults.
func BrandingFieldNames() []string {
	return []string{"logoUrl", "darkLogoUrl", "favicon", "darkFavicon", "primaryColor", "darkPrimaryColor"}
}

// ReadBranding copies the fields of component.BrandingFields into the stored values.
// Dark mode that has never been set is not set to off.
func ReadBranding(typed Fields, branding *models.Branding, color *models.Color) {
	*branding = models.Branding{
		LogoURL: typed.Line("logoUrl"), DarkLogoURL: typed.Line("darkLogoUrl"),
		Favicon: typed.Line("favicon"), DarkFavicon: typed.Line("darkFavicon"),
	}
	color.PrimaryColor, color.DarkPrimaryColor = typed.Line("primaryColor"), typed.Line("darkPrimaryColor")
	if isDark := typed.IsOn("isDarkModeEnabled"); isDark || color.IsDarkModeEnabled != nil {
		color.IsDarkModeEnabled = &isDark
	}
}

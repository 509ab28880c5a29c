package noun

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"portico/app/ground/rule"
	"portico/models"
)

const (
	maxAddressLength = 2048 // characters
	maxCSSBytes      = 64 * 1024
)

var colorPattern = regexp.MustCompile(`^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$`)

// CheckColor checks the colors of an organization's or an application's pages. Fault:
// guard.invalid_input.
func CheckColor(color models.Color) error {
	for field, value := range map[string]string{
		"color.primaryColor": color.PrimaryColor, "color.darkPrimaryColor": color.DarkPrimaryColor,
	} {
		if value != "" && !colorPattern.MatchString(value) {
			return rule.Invalid(field, "error.branding.color", "must be #rgb or #rrggbb")
		}
	}
	return nil
}

// CheckBranding checks the URLs of an organization's or an application's images. Fault:
// guard.invalid_input.
func CheckBranding(branding models.Branding) error {
	return CheckAddresses(map[string]string{
		"branding.logoUrl": branding.LogoURL, "branding.darkLogoUrl": branding.DarkLogoURL,
		"branding.favicon": branding.Favicon, "branding.darkFavicon": branding.DarkFavicon,
	})
}

// CheckAddresses accepts only http and https URLs, by field, because pages show and link
// to them; "" is not set. Fault: guard.invalid_input.
func CheckAddresses(addresses map[string]string) error {
	for field, address := range addresses {
		if address != "" && !isWebAddress(address) {
			return rule.Invalid(field, "error.branding.address", "must be an http or https address of at most %d characters", maxAddressLength)
		}
	}
	return nil
}

func isWebAddress(text string) bool {
	address, err := url.Parse(text)
	isWeb := err == nil && (address.Scheme == "https" || address.Scheme == "http") && address.Host != ""
	return isWeb && utf8.RuneCountInString(text) <= maxAddressLength && rule.IsVisible(text) && !strings.Contains(text, " ")
}

// CheckCSS checks style rules for an organization's or an application's pages. Fault:
// guard.invalid_input.
func CheckCSS(css string) error {
	if len(css) > maxCSSBytes || !rule.IsText(css, maxCSSBytes) {
		return rule.Invalid("customCss", "error.branding.css", "must be text of at most %d bytes", maxCSSBytes)
	}
	return nil
}

package organization

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"portico/app/ground/rule"
	"portico/models"
)

const (
	maxNameLength        = 128 // characters
	maxDescriptionLength = 256
	maxAddressLength     = 2048
	maxCSSBytes          = 64 * 1024
)

var colorPattern = regexp.MustCompile(`^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$`)

// check checks an organization against every rule and reports the first violation.
func check(organization *models.Organization) error {
	for _, checkPart := range []func(*models.Organization) error{
		checkTexts, checkCustomData, checkColor, checkBranding, checkCSS,
	} {
		if err := checkPart(organization); err != nil {
			return err
		}
	}
	return nil
}

func checkTexts(organization *models.Organization) error {
	if !rule.IsName(organization.Name, maxNameLength) {
		return rule.Invalid("name", "error.organization.name", "must have 1 to %d characters, all of them visible", maxNameLength)
	}
	text := organization.Description
	if text != nil && !rule.IsText(*text, maxDescriptionLength) {
		return rule.Invalid("description", "error.organization.summary", "must be text of at most %d characters", maxDescriptionLength)
	}
	return nil
}

// checkCustomData rejects what the database cannot store, and returns the data as
// they will come back from it.
func checkCustomData(organization *models.Organization) error {
	data, err := models.CustomData(organization.CustomData)
	if err != nil {
		return rule.Invalid("customData", "error.organization.customData", "%w", err)
	}
	organization.CustomData = data
	return nil
}

func checkColor(organization *models.Organization) error {
	for field, color := range map[string]string{
		"color.primaryColor": organization.Color.PrimaryColor, "color.darkPrimaryColor": organization.Color.DarkPrimaryColor,
	} {
		if color != "" && !colorPattern.MatchString(color) {
			return rule.Invalid(field, "error.organization.color", "must be #rgb or #rrggbb")
		}
	}
	return nil
}

// checkBranding accepts only http and https URLs, because pages will show them.
func checkBranding(organization *models.Organization) error {
	branding := organization.Branding
	for field, address := range map[string]string{
		"branding.logoUrl": branding.LogoURL, "branding.darkLogoUrl": branding.DarkLogoURL,
		"branding.favicon": branding.Favicon, "branding.darkFavicon": branding.DarkFavicon,
	} {
		if address != "" && !isWebAddress(address) {
			return rule.Invalid(field, "error.organization.branding",
				"must be an http or https address of at most %d characters", maxAddressLength)
		}
	}
	return nil
}

func isWebAddress(text string) bool {
	address, err := url.Parse(text)
	isWeb := err == nil && (address.Scheme == "https" || address.Scheme == "http") && address.Host != ""
	return isWeb && utf8.RuneCountInString(text) <= maxAddressLength && rule.IsVisible(text) && !strings.Contains(text, " ")
}

func checkCSS(organization *models.Organization) error {
	css := organization.CustomCSS
	if css != nil && (len(*css) > maxCSSBytes || !rule.IsText(*css, maxCSSBytes)) {
		return rule.Invalid("customCss", "error.organization.customCss", "must be text of at most %d bytes", maxCSSBytes)
	}
	return nil
}

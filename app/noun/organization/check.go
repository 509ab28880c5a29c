package organization

import (
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
)

const (
	maxNameLength        = 128 // characters
	maxDescriptionLength = 256
)

// check checks an organization against every rule and reports the first violation.
func check(organization *models.Organization) error {
	for _, checkPart := range []func(*models.Organization) error{
		checkTexts, checkCustomData, checkLook,
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

func checkLook(organization *models.Organization) error {
	if err := noun.CheckColor(organization.Color); err != nil {
		return err
	}
	if err := noun.CheckBranding(organization.Branding); err != nil {
		return err
	}
	return noun.CheckCSS(noun.Text(organization.CustomCSS))
}

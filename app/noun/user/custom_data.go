package user

import (
	"portico/app/ground/rule"
	"portico/models"
)

// setCustomData sets a user's custom data as they will come back from the
// database, and rejects what it cannot store.
func setCustomData(user *models.User, customData map[string]any) error {
	data, err := models.CustomData(customData)
	if err != nil {
		return rule.Invalid("customData", "error.user.rule.customData", "%w", err)
	}
	user.CustomData = data
	return nil
}

package user

import (
	"portico/app/ground/rule"
	"portico/models"
)

// setCustomData gives a user custom data as they will come back from the
// database, and refuses what that cannot hold.
func setCustomData(user *models.User, customData map[string]any) error {
	data, err := models.CustomData(customData)
	if err != nil {
		return rule.Invalid("customData", "error.user.rule.customData", "%w", err)
	}
	user.CustomData = data
	return nil
}

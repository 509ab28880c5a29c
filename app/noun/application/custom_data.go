package application

import "portico/models"

// checkCustomData rejects what the database cannot store, and returns the data as
// they will come back from it.
func checkCustomData(application *models.Application) error {
	data, err := models.CustomData(application.CustomData)
	if err != nil {
		return invalid("customData", "%w", err)
	}
	application.CustomData = data
	return nil
}

package application

import "portico/models"

// checkCustomData refuses what a database cannot hold, and leaves the data as
// they come back from it.
func checkCustomData(application *models.Application) error {
	data, err := models.CustomData(application.CustomData)
	if err != nil {
		return invalid("customData", "%w", err)
	}
	application.CustomData = data
	return nil
}

package application

import "portico/models"

const (
	maxIDTokenTTL       = 30 * 24 * 3600 // seconds
	maxRefreshTokenDays = 180
)

// checkLifetimes accepts zero, which means the default.
func checkLifetimes(application *models.Application) error {
	metadata := application.CustomClientMetadata
	if metadata.IDTokenTTL < 0 || metadata.IDTokenTTL > maxIDTokenTTL {
		return invalid("idTokenTtl", "must be 1 to %d seconds", maxIDTokenTTL)
	}
	if metadata.RefreshTokenTTLInDays < 0 || metadata.RefreshTokenTTLInDays > maxRefreshTokenDays {
		return invalid("refreshTokenTtlInDays", "must be 1 to %d days", maxRefreshTokenDays)
	}
	return nil
}

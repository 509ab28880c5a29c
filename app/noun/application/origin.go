package application

import (
	"errors"
	"fmt"

	"portico/models"
)

func checkOrigins(application *models.Application) error {
	const field = "corsAllowedOrigins"
	origins := application.CustomClientMetadata.CORSAllowedOrigins
	for i, origin := range origins {
		if err := checkOrigin(origin); err != nil {
			return invalid(field, "%w%s", err, position(i, origins))
		}
	}
	return nil
}

// checkOrigin accepts an origin as sent by browsers (RFC 6454, section 6.2):
// scheme, host and a port other than the scheme's default, in lower case. Web views
// of apps have schemes such as capacitor, ionic, tauri and app.
func checkOrigin(text string) error {
	uri, err := parseURI(text)
	if err != nil {
		return err
	}
	switch {
	case uri.Scheme == "https" || uri.Scheme == "http":
		if err := checkWeb(uri); err != nil {
			return err
		}
	case isForbiddenScheme(uri.Scheme):
		return fmt.Errorf("must have the scheme https, http or that of an app, not %s", uri.Scheme)
	}
	if text != models.Origin(text) {
		return errors.New("must be an origin as browsers send it: scheme, host and port in lower case, " +
			"without a path and without the scheme's own port")
	}
	return nil
}

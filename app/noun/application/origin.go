package application

import (
	"errors"
	"net/url"
	"strings"

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

// checkOrigin accepts an origin as browsers send it (RFC 6454, section 6.2):
// scheme, host and a port that is not the scheme's own, in lower case.
func checkOrigin(text string) error {
	uri, err := parseURI(text)
	if err != nil {
		return err
	}
	if uri.Scheme != "https" && uri.Scheme != "http" {
		return errors.New("must have the scheme https or http")
	}
	if err := checkWeb(uri); err != nil {
		return err
	}
	if origin := uri.Scheme + "://" + browserHost(uri); text != origin {
		return errors.New("must be an origin as browsers send it: scheme, host and port in lower case, " +
			"without a path and without the scheme's own port")
	}
	return nil
}

// browserHost is the host with its port, as it stands in an origin.
func browserHost(uri *url.URL) string {
	standard := map[string]string{"https": ":443", "http": ":80"}
	host := strings.ToLower(uri.Host)
	return strings.TrimSuffix(strings.TrimSuffix(host, standard[uri.Scheme]), ":")
}

package application

import (
	"net/url"
	"strings"

	"portico/models"
)

const (
	maxServedResources = 100
	maxIndicatorLength = 1024 // bytes
)

// checkIntrospection limits resource servers to first-party applications that can
// authenticate. It does not check that the resources exist: they may be created
// later, or deleted.
func checkIntrospection(application *models.Application) error {
	served := application.CustomClientMetadata.IntrospectionResources
	isAllowed := !application.IsThirdParty && !application.IsPublic()
	if application.CustomClientMetadata.IsResourceServer && !isAllowed {
		return invalid("isResourceServer", "is for the tenant's own applications that authenticate")
	}
	if len(served) > 0 && !isAllowed {
		return invalid("introspectionResources", "is for the tenant's own applications that authenticate")
	}
	if len(served) > maxServedResources {
		return invalid("introspectionResources", "must be at most %d", maxServedResources)
	}
	for i, indicator := range served {
		if !isIndicator(indicator) {
			return invalid("introspectionResources", "must be indicators of API resources%s", position(i, served))
		}
	}
	return nil
}

// isIndicator reports whether a text is a valid resource indicator (RFC 8707,
// section 2).
func isIndicator(text string) bool {
	uri, err := url.Parse(text)
	return err == nil && uri.IsAbs() && len(text) <= maxIndicatorLength && isText(text) &&
		!strings.ContainsAny(text, "#, ") && !strings.HasPrefix(strings.ToLower(text), "urn:logto:")
}

package resource

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
)

const (
	maxNameLength        = 256  // characters, also of a scope
	maxDescriptionLength = 1024 // characters
	maxIndicatorLength   = 1024 // bytes

	// Bounds of the lifetime of a resource's access tokens, in seconds.
	minAccessTokenTTL = 60
	maxAccessTokenTTL = 365 * 24 * 60 * 60
)

// DefaultAccessTokenTTL is the default lifetime of a resource's access tokens, in
// seconds.
const DefaultAccessTokenTTL = 3600

// reservedPrefix is the prefix of what can be requested like a resource but is not
// one, such as an organization.
const reservedPrefix = "urn:logto:"

// uriSigns are the characters of a URI besides letters and digits (RFC 3986,
// section 2) except "#", which starts a fragment, and ",".
const uriSigns = "-._~:/?[]@!$&'()*+;=%"

// check rejects a resource that breaks a rule and reports the first violation. The
// indicators of Management APIs are reserved, even of tenants that do not exist yet.
func (s *Service) check(resource *models.Resource) error {
	switch {
	case !rule.IsName(resource.Name, maxNameLength):
		return rule.Invalid("name", "error.resource.name", "must have 1 to %d characters, all of them visible", maxNameLength)
	case !isIndicator(resource.Indicator):
		return rule.Invalid("indicator", "error.resource.indicator",
			"must be an absolute URI of at most %d characters without fragment and comma, and not begin with %s",
			maxIndicatorLength, reservedPrefix)
	case resource.AccessTokenTTL < minAccessTokenTTL || resource.AccessTokenTTL > maxAccessTokenTTL:
		return rule.Invalid("accessTokenTtl", "error.resource.accessTokenTtl", "must be %d to %d seconds", minAccessTokenTTL, maxAccessTokenTTL)
	case resource.AccessTokenType != "" && !slices.Contains(models.AccessTokenTypes(), resource.AccessTokenType):
		return rule.Invalid("accessTokenType", "error.resource.accessTokenType", "must be one of %s", strings.Join(models.AccessTokenTypes(), ", "))
	case resource.AccessTokenSigningAlg != "" && !slices.Contains(models.SigningAlgorithms(), resource.AccessTokenSigningAlg):
		return rule.Invalid("accessTokenSigningAlg", "error.resource.accessTokenSigningAlg",
			"must be one of %s", strings.Join(models.SigningAlgorithms(), ", "))
	case s.IsManagementAPI(resource):
		return indicatorInUse(resource, errors.New("it is reserved for a Management API"))
	}
	return nil
}

func isIndicator(text string) bool {
	if len(text) > maxIndicatorLength || strings.ContainsFunc(text, isOutsideURI) {
		return false
	}
	u, err := url.Parse(text)
	if err != nil || !u.IsAbs() || strings.HasPrefix(strings.ToLower(text), reservedPrefix) {
		return false
	}
	return u.Opaque != "" || u.Host != "" || strings.Trim(u.Path, "/") != ""
}

func isOutsideURI(c rune) bool {
	isLetterOrDigit := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
	return !isLetterOrDigit && !strings.ContainsRune(uriSigns, c)
}

// checkScope rejects a scope that breaks a rule. Faults: scope.name_with_space,
// guard.invalid_input.
func checkScope(scope *models.Scope) error {
	switch {
	case strings.Contains(scope.Name, " "):
		return fault.New(fault.Invalid, "scope.name_with_space").At("name").Because(errors.New("a space ends the name of a scope"))
	case !isScopeName(scope.Name):
		return rule.Invalid("name", "error.scope.name",
			"must have 1 to %d of the characters of RFC 6749, section 3.3: visible ASCII without quotation marks and backslashes", maxNameLength)
	case scope.Description != nil && !rule.IsText(*scope.Description, maxDescriptionLength):
		return rule.Invalid("description", "error.scope.summary", "must be text of at most %d characters", maxDescriptionLength)
	}
	return nil
}

// isScopeName applies RFC 6749, section 3.3: scope-token.
func isScopeName(name string) bool {
	isOutside := func(c rune) bool { return c < '!' || c > '~' || c == '"' || c == '\\' }
	return name != "" && len(name) <= maxNameLength && !strings.ContainsFunc(name, isOutside)
}

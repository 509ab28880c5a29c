package application

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
)

const (
	maxNameLength        = 256 // characters
	maxDescriptionLength = 1024
)

// check checks an application against every rule and reports the first violation.
func check(application *models.Application) error {
	for _, checkPart := range []func(*models.Application) error{
		checkName, checkType, checkFramework,
		checkRedirectURIs, checkOrigins,
		checkAuthentication, checkIntrospection, checkKeys, checkSigning, checkLifetimes, checkCustomData,
	} {
		if err := checkPart(application); err != nil {
			return err
		}
	}
	return nil
}

// checkName rejects invisible characters: people read the name when they consent.
func checkName(application *models.Application) error {
	name := application.Name
	if !rule.IsName(name, maxNameLength) {
		return invalid("name", "must have 1 to %d characters, all of them visible", maxNameLength)
	}
	text := application.Description
	if text != nil && !rule.IsText(*text, maxDescriptionLength) {
		return invalid("description", "must be text of at most %d characters", maxDescriptionLength)
	}
	return nil
}

func checkType(application *models.Application) error {
	if !slices.Contains(models.ApplicationTypes(), application.Type) {
		return invalid("type", "must be one of %s", join(models.ApplicationTypes()))
	}
	if application.IsThirdParty && application.Type == models.ApplicationMachineToMachine {
		return fault.New(fault.Invalid, "application.invalid_third_party_application_type").At("isThirdParty").
			Because(errors.New("isThirdParty is for applications that users sign in to"))
	}
	return nil
}

// checkFramework keeps guides away from applications they do not fit.
func checkFramework(application *models.Application) error {
	name := application.CustomClientMetadata.Framework
	if name == "" {
		return nil
	}
	framework, ok := models.FrameworkNamed(name)
	if !ok {
		return invalid("framework", "must be one of %s", strings.Join(models.FrameworkNames(), ", "))
	}
	if framework.Type != "" && framework.Type != application.Type {
		return invalid("framework", "%s is for applications of the type %s", name, framework.Type)
	}
	return nil
}

// isText reports whether the database can store a text.
func isText(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }

func join[T ~string](values []T) string {
	texts := make([]string, 0, len(values))
	for _, value := range values {
		texts = append(texts, string(value))
	}
	return strings.Join(texts, ", ")
}

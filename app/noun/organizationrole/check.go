package organizationrole

import (
	"fmt"
	"strings"

	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
)

const (
	maxNameLength        = 128 // characters
	maxDescriptionLength = 256
)

// checkRole holds a role against every rule.
func checkRole(role *models.OrganizationRole) error {
	if !rule.IsName(role.Name, maxNameLength) {
		return rule.Invalid("name", "error.organizationRole.roleName", "must have 1 to %d characters, all of them visible", maxNameLength)
	}
	if role.Type != models.RoleUser && role.Type != models.RoleMachineToMachine {
		return rule.Invalid("type", "error.organizationRole.roleType", "must be %s or %s", models.RoleUser, models.RoleMachineToMachine)
	}
	return checkDescription(role.Description)
}

// checkScope holds a permission against every rule.
func checkScope(scope *models.OrganizationScope) error {
	if len(scope.Name) > maxNameLength || !isScopeToken(scope.Name) {
		return rule.Invalid("name", "error.organizationRole.scopeName",
			"must have 1 to %d printable ASCII characters without space, \" and \\", maxNameLength)
	}
	return checkDescription(scope.Description)
}

func checkDescription(text *string) error {
	if text != nil && !rule.IsText(*text, maxDescriptionLength) {
		return rule.Invalid("description", "error.organizationRole.summary", "must be text of at most %d characters", maxDescriptionLength)
	}
	return nil
}

// isScopeToken reports whether a text can be sent as a scope (RFC 6749, section 3.3).
func isScopeToken(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(c rune) bool {
		return c < '!' || c > '~' || c == '"' || c == '\\'
	})
}

// typeChanged is the fault of a role that shall be for somebody else.
func typeChanged(from, to models.RoleType) error {
	f := fault.New(fault.Unprocessable, "request.invalid_input")
	f.Message = "error.organizationRole.typeStays"
	return f.At("type").Because(fmt.Errorf("is %s, asked for %s", from, to))
}

func orNone(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

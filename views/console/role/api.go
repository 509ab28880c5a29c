package role

import (
	"portico/models"
	"portico/views/component"
)

// exampleBody is the body of the call that makes a role.
const exampleBody = `{
  "name": "Editor",
  "description": "Writes and publishes.",
  "type": "User",
  "isDefault": false,
  "scopeIds": []
}`

// bodyOf is the body of the call that changes a role.
func bodyOf(role *models.Role) string {
	return component.Encoded(struct {
		Name        string `json:"name"`
		Description string `json:"description"`
		IsDefault   bool   `json:"isDefault"`
	}{role.Name, role.Description, role.IsDefault})
}

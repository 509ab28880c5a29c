package href

// template is where the organization template stands: what organizations have in common.
const template = "organization-template"

// Template is the list of the roles of organizations.
func (c Console) Template() string { return c.at(template) }

// TemplateRoleNew asks what a new role is.
func (c Console) TemplateRoleNew() string { return c.at(template, "roles", "new") }

// TemplateRole is the tab of a role with its permissions.
func (c Console) TemplateRole(id string) string { return c.at(template, "roles", id) }

// TemplatePermissions is the list of the permissions within organizations.
func (c Console) TemplatePermissions() string { return c.at(template, "permissions") }

// TemplatePermissionNew asks what a new permission is.
func (c Console) TemplatePermissionNew() string { return c.at(template, "permissions", "new") }

// TemplatePermission is a permission within organizations.
func (c Console) TemplatePermission(id string) string { return c.at(template, "permissions", id) }

package href

// template is the path of the organization template: what organizations have in common.
const template = "organization-template"

// Template is the list of organization roles.
func (c Console) Template() string { return c.at(template) }

// TemplateRoleNew is the form for a new role.
func (c Console) TemplateRoleNew() string { return c.at(template, "roles", "new") }

// TemplateRole is the tab of a role with its permissions.
func (c Console) TemplateRole(id string) string { return c.at(template, "roles", id) }

// TemplatePermissions is the list of organization permissions.
func (c Console) TemplatePermissions() string { return c.at(template, "permissions") }

// TemplatePermissionNew is the form for a new permission.
func (c Console) TemplatePermissionNew() string { return c.at(template, "permissions", "new") }

// TemplatePermission is an organization permission.
func (c Console) TemplatePermission(id string) string { return c.at(template, "permissions", id) }

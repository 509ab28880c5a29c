package href

// Resources lists the API resources.
func (c Console) Resources() string { return c.at("api-resources") }

// ResourceNew asks what a new API resource is.
func (c Console) ResourceNew() string { return c.at("api-resources", "new") }

// Resource is the first tab of an API resource: its permissions.
func (c Console) Resource(id string) string { return c.at("api-resources", id) }

// ResourceTab is another tab of an API resource.
func (c Console) ResourceTab(id, tab string) string { return c.at("api-resources", id, tab) }

// ResourceDelete asks whether an API resource shall be deleted.
func (c Console) ResourceDelete(id string) string { return c.at("api-resources", id, "delete") }

// PermissionNew asks what a new permission of an API resource is.
func (c Console) PermissionNew(id string) string {
	return c.at("api-resources", id, "permissions", "new")
}

// Permission changes a permission of an API resource.
func (c Console) Permission(id, scopeID string) string {
	return c.at("api-resources", id, "permissions", scopeID)
}

// PermissionDelete asks whether a permission of an API resource shall be deleted.
func (c Console) PermissionDelete(id, scopeID string) string {
	return c.at("api-resources", id, "permissions", scopeID, "delete")
}

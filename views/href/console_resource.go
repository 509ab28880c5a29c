package href

// Resources lists the API resources.
func (c Console) Resources() string { return c.at("api-resources") }

// ResourceNew is the form for a new API resource.
func (c Console) ResourceNew() string { return c.at("api-resources", "new") }

// Resource is the first tab of an API resource: its permissions.
func (c Console) Resource(id string) string { return c.at("api-resources", id) }

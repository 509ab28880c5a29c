package href

// Resources lists the API resources.
func (c Console) Resources() string { return c.at("api-resources") }

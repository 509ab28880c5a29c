package href

// Template is the organization template: what organizations have in common.
func (c Console) Template() string { return c.at("organization-template") }

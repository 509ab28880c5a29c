package href

// Organizations lists the organizations.
func (c Console) Organizations() string { return c.at("organizations") }

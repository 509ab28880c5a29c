package href

// Applications is the list of applications.
func (c Console) Applications() string { return c.at("applications") }

// ApplicationNew asks what a new application is.
func (c Console) ApplicationNew() string { return c.at("applications", "new") }

// Application is the first tab of an application.
func (c Console) Application(id string) string { return c.at("applications", id) }

// ApplicationBelow is the address of what stands below the page of an application.
func (c Console) ApplicationBelow(id string, segments ...string) string {
	return c.at(append([]string{"applications", id}, segments...)...)
}

// ApplicationTab is another tab of an application.
func (c Console) ApplicationTab(id, tab string) string { return c.at("applications", id, tab) }

// ApplicationManagementAPI lets a machine call the Management API, or no longer.
func (c Console) ApplicationManagementAPI(id string) string {
	return c.at("applications", id, "management-api")
}

// ApplicationDelete asks whether an application shall be deleted.
func (c Console) ApplicationDelete(id string) string { return c.at("applications", id, "delete") }

// ApplicationSecrets takes new secrets of an application.
func (c Console) ApplicationSecrets(id string) string { return c.at("applications", id, "secrets") }

// ApplicationSecretNew asks what a new secret is called.
func (c Console) ApplicationSecretNew(id string) string {
	return c.at("applications", id, "secrets", "new")
}

// ApplicationSecret is one secret of an application.
func (c Console) ApplicationSecret(id, name string) string {
	return c.at("applications", id, "secrets", name)
}

// ApplicationSecretDelete asks whether a secret shall be deleted.
func (c Console) ApplicationSecretDelete(id, name string) string {
	return c.at("applications", id, "secrets", name, "delete")
}

package models

// Names of the installation's settings.
const (
	// SettingUsernameKeys says which keys the usernames have: see UsernameKeys.
	SettingUsernameKeys = "usernameKeys"
)

// InstallationSetting is something that the program remembers of the
// installation as a whole; it belongs to no tenant.
type InstallationSetting struct {
	Name  string `gorm:"primaryKey"`
	Value string
}

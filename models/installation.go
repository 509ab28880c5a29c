package models

// InstallationSetting is something that the program remembers of the
// installation as a whole; it belongs to no tenant.
type InstallationSetting struct {
	Name  string `gorm:"primaryKey"`
	Value string
}

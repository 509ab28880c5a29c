package models

// InstallationSetting is a value stored for the installation as a whole; it
// belongs to no tenant.
type InstallationSetting struct {
	Name  string `gorm:"primaryKey"`
	Value string
}

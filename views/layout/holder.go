package layout

import (
	"github.com/a-h/templ"

	"portico/models"
	"portico/views/component"
)

// HolderPage is the page of a person or a machine, on which several nouns have
// tabs: roles, organizations, logs.
type HolderPage struct {
	models.Holder
	Name   string
	Area   Area
	APIURL string // of the holder
	// URL is the address of what stands below the page, such as a tab.
	URL func(segments ...string) string
	// Frame puts the content of a tab into the page; calls do the same with the API.
	Frame func(tab string, calls []component.APICall, content templ.Component) templ.Component
	// MayChange says whether the page offers changes.
	MayChange bool
}

package layout

import "portico/models"

// Holder is the page of a user or a machine, on which several nouns have tabs:
// roles, organizations, logs.
type Holder struct {
	models.Holder
	Record
}

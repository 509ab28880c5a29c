package api

// IDPath is the record that the parameter "id" of a path names: embed it in inputs.
type IDPath struct {
	ID string `path:"id"`
}

// Within asks for a page of what belongs to a record, and searches it.
type Within struct {
	IDPath
	Page
	Search
}

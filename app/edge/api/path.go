package api

// IDPath is the record in the path parameter "id": embed it in inputs.
type IDPath struct {
	ID string `path:"id"`
}

// Within is the input of a searchable page of what belongs to a record.
type Within struct {
	IDPath
	Page
	Search
}

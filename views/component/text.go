package component

// Text is an optional text; empty: there is none.
func Text(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

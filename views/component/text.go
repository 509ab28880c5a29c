package component

// Text is an optional text; "" where there is none.
func Text(optional *string) string {
	if optional == nil {
		return ""
	}
	return *optional
}

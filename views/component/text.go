package component

// Text is an optional text; "" for nil.
func Text(optional *string) string {
	if optional == nil {
		return ""
	}
	return *optional
}

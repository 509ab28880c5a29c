package noun

// OrNone returns a pointer to a text, nil if it is empty.
func OrNone(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// Text returns an optional text, "" if it is nil.
func Text(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

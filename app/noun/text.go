package noun

// OrNone is an optional text; nil: it is empty.
func OrNone(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// Text is an optional text; empty: there is none.
func Text(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

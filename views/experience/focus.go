package experience

// firstWrong returns the first of fields that has an error; "" if none has.
func firstWrong(errors map[string]string, fields ...string) string {
	for _, field := range fields {
		if errors[field] != "" {
			return field
		}
	}
	return ""
}

// firstEmpty returns the first field to fill in: the identifier,
// or the password if the identifier is given.
func firstEmpty(identifier, password string) string {
	if identifier == "" {
		return "identifier"
	}
	return password
}

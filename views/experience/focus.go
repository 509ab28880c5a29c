package experience

// firstWrong names the first of fields that has an error; "" when none has.
func firstWrong(errors map[string]string, fields ...string) string {
	for _, field := range fields {
		if errors[field] != "" {
			return field
		}
	}
	return ""
}

// firstEmpty names the first field that still wants typing: the identifier,
// or the password when the identifier is there.
func firstEmpty(identifier, password string) string {
	if identifier == "" {
		return "identifier"
	}
	return password
}

package organization

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func isOn(b *bool) bool { return b != nil && *b }

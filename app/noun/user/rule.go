package user

// ruleText is the id of the text that says what the value of a field must be.
func ruleText(field string) string {
	texts := map[string]string{
		"primaryEmail":      "error.user.rule.email",
		"primaryPhone":      "error.user.rule.phone",
		"name":              "error.user.rule.name",
		"avatar":            "error.user.rule.avatar",
		"profile":           "error.user.rule.profile",
		"customData":        "error.user.rule.customData",
		"passwordDigest":    "error.user.rule.digest",
		"passwordAlgorithm": "error.user.rule.digest",
	}
	return texts[field]
}

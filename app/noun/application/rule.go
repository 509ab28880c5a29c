package application

// ruleText is the id of the text that says what the value of a field must be. The
// description's id is not its name: message files keep that word for themselves.
func ruleText(field string) string {
	texts := map[string]string{
		"name":                        "error.application.name",
		"description":                 "error.application.summary",
		"type":                        "error.application.type",
		"framework":                   "error.application.framework",
		"isThirdParty":                "error.application.isThirdParty",
		"redirectUris":                "error.application.redirectUris",
		"postLogoutRedirectUris":      "error.application.postLogoutRedirectUris",
		"corsAllowedOrigins":          "error.application.corsAllowedOrigins",
		"idTokenTtl":                  "error.application.idTokenTtl",
		"idTokenSignedResponseAlg":    "error.application.idTokenSignedResponseAlg",
		"refreshTokenTtlInDays":       "error.application.refreshTokenTtlInDays",
		"tokenEndpointAuthMethod":     "error.application.tokenEndpointAuthMethod",
		"tokenEndpointAuthSigningAlg": "error.application.tokenEndpointAuthSigningAlg",
		"introspectionResources":      "error.application.introspectionResources",
		"isResourceServer":            "error.application.isResourceServer",
		"jwks":                        "error.application.jwks",
		"jwksUri":                     "error.application.jwksUri",
		"customData":                  "error.application.customData",
		"expiresAt":                   "error.application.secretExpiry",
	}
	return texts[field]
}

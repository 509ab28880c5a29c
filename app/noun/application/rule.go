package application

// ruleText is the ID of the text about valid values of a field. The description's
// ID differs from its name, because message files reserve that word.
func ruleText(field string) string {
	texts := map[string]string{
		"name":                        "error.application.name",
		"description":                 "error.application.summary",
		"type":                        "error.application.type",
		"framework":                   "error.application.framework",
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

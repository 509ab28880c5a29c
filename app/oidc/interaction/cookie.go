package interaction

import (
	"bytes"
	"slices"
	"strings"

	"portico/models"
)

// maxTokens is how many interactions one browser can have in parallel.
const maxTokens = 8

// ParseCookie reads the browser's tokens, oldest first.
func ParseCookie(value string) []string {
	var tokens []string
	for token := range strings.SplitSeq(value, ".") {
		if token != "" && len(tokens) < maxTokens {
			tokens = append(tokens, token)
		}
	}
	return tokens
}

// FormatCookie appends a token and drops the oldest when there are too many.
func FormatCookie(tokens []string, added string) string {
	tokens = append(slices.Clone(tokens), added)
	if len(tokens) > maxTokens {
		tokens = tokens[len(tokens)-maxTokens:]
	}
	return strings.Join(tokens, ".")
}

// belongs reports whether the interaction has one of the tokens.
func belongs(row *models.Interaction, tokens []string) bool {
	return slices.ContainsFunc(tokens, func(token string) bool {
		return bytes.Equal(models.Digest(token), row.Digest)
	})
}

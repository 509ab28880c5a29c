package user

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"portico/app/ground/rule"
	"portico/models"
)

// maxAvatarLength bounds the URL of an avatar, in characters.
const maxAvatarLength = 2048

// setAvatar sets the URL of a user's avatar.
func setAvatar(user *models.User, avatar string) error {
	if avatar == "" {
		user.Avatar = nil
		return nil
	}
	address, err := url.Parse(avatar)
	isWeb := err == nil && (address.Scheme == "https" || address.Scheme == "http") && address.Host != ""
	if !isWeb || utf8.RuneCountInString(avatar) > maxAvatarLength || !rule.IsVisible(avatar) || strings.Contains(avatar, " ") {
		return rule.Invalid("avatar", "error.user.rule.avatar", "is not an http or https address of at most %d characters", maxAvatarLength)
	}
	user.Avatar = &avatar
	return nil
}

package user

import (
	"context"
	"strings"

	"portico/locales"
)

// mark is a word in a User-Agent header and the name it stands for.
type mark struct{ word, name string }

// browserMarks are checked in order, because most browsers also claim to be others.
func browserMarks() []mark {
	return []mark{
		{"MicroMessenger/", "WeChat"},
		{"EdgiOS/", "Edge"},
		{"EdgA/", "Edge"},
		{"Edg/", "Edge"},
		{"OPR/", "Opera"},
		{"SamsungBrowser/", "Samsung Internet"},
		{"Vivaldi/", "Vivaldi"},
		{"FxiOS/", "Firefox"},
		{"Firefox/", "Firefox"},
		{"CriOS/", "Chrome"},
		{"HeadlessChrome/", "Chrome"},
		{"Chrome/", "Chrome"},
		{"Safari/", "Safari"},
		{"curl/", "curl"},
	}
}

func systemMarks() []mark {
	return []mark{
		{"iPhone", "iOS"},
		{"iPad", "iPadOS"},
		{"Android", "Android"},
		{"CrOS", "ChromeOS"},
		{"Windows", "Windows"},
		{"Macintosh", "macOS"},
		{"Linux", "Linux"},
	}
}

// Device describes the sender of a User-Agent header in a few words.
func Device(ctx context.Context, userAgent string) string {
	browser, system := find(browserMarks(), userAgent), find(systemMarks(), userAgent)
	switch {
	case browser != "" && system != "":
		return locales.T(ctx, "console.user.device", locales.Data{"Browser": browser, "System": system})
	case browser != "":
		return browser
	case system != "":
		return system
	}
	return locales.T(ctx, "console.user.deviceUnknown")
}

// isPhone reports whether the device is handheld.
func isPhone(userAgent string) bool {
	return strings.Contains(userAgent, "iPhone") || strings.Contains(userAgent, "Mobile")
}

func find(marks []mark, text string) string {
	for _, mark := range marks {
		if strings.Contains(text, mark.word) {
			return mark.name
		}
	}
	return ""
}

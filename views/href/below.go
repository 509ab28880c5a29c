package href

import (
	"net/url"
	"strings"
)

// Below is the URL of these path segments below another URL.
func Below(address string, segments ...string) string {
	var path strings.Builder
	path.WriteString(address)
	for _, segment := range segments {
		path.WriteString("/" + escape(segment))
	}
	return path.String()
}

// escape makes one path segment. Browsers resolve "." and ".." as relative
// segments, even when escaped, which would remove the segment before them;
// no record has such a name.
func escape(segment string) string {
	if segment == "." || segment == ".." {
		return "-"
	}
	return url.PathEscape(segment)
}

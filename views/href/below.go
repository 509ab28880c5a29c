package href

import (
	"net/url"
	"strings"
)

// Below is the address of these segments of a path below another address.
func Below(address string, segments ...string) string {
	var path strings.Builder
	path.WriteString(address)
	for _, segment := range segments {
		path.WriteString("/" + escape(segment))
	}
	return path.String()
}

// escape makes one segment of a path. Browsers take the dots of "." and ".."
// for steps, also when they are escaped, and walk past the segment before them;
// no record has such a name.
func escape(segment string) string {
	if segment == "." || segment == ".." {
		return "-"
	}
	return url.PathEscape(segment)
}

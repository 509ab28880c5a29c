package href

import "net/url"

// With adds the state of a page, such as what a list was searched for, to its
// path: pairs of a name and a value, in their order. Pairs that say nothing are
// left out, so that a page has one address.
func With(path string, pairs ...string) string {
	separator := "?"
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			continue
		}
		path += separator + url.QueryEscape(pairs[i]) + "=" + url.QueryEscape(pairs[i+1])
		separator = "&"
	}
	return path
}

package href

import "net/url"

// With adds the state of a page, such as the search query of a list, to its
// path: pairs of a name and a value, in order. Pairs with an empty value are
// left out, so that a page has a single URL.
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

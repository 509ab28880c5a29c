package outbound

import (
	"fmt"
	"net/http"
)

// followBare follows redirects of requests without a body, and drops every header
// that could carry credentials, whatever its name. The transport checks the next
// address.
func followBare(next *http.Request, via []*http.Request) error {
	first := via[0]
	if first.Method != http.MethodGet && first.Method != http.MethodHead {
		return http.ErrUseLastResponse
	}
	if len(via) > maxRedirects {
		return fmt.Errorf("%w: more than %d redirects", ErrRefused, maxRedirects)
	}
	header := http.Header{}
	for _, name := range []string{"Accept", "Accept-Language", "User-Agent"} {
		if values := first.Header.Values(name); len(values) > 0 {
			header[name] = values
		}
	}
	next.Header = header
	return nil
}

// stay returns the redirect itself to the caller.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

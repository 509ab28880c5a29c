package outbound

import (
	"fmt"
	"net/http"
)

// followBare follows redirects of requests that send nothing, and drops every
// header that could carry a credential, whichever its name. The address of the
// next hop is checked by the transport.
func followBare(next *http.Request, via []*http.Request) error {
	first := via[0]
	if first.Method != http.MethodGet && first.Method != http.MethodHead {
		return http.ErrUseLastResponse
	}
	if len(via) > maxRedirects {
		return fmt.Errorf("%w: more than %d redirects", ErrRefused, maxRedirects)
	}
	kept := http.Header{}
	for _, name := range []string{"Accept", "Accept-Language", "User-Agent"} {
		if values := first.Header.Values(name); len(values) > 0 {
			kept[name] = values
		}
	}
	next.Header = kept
	return nil
}

// stay hands the answer with the redirect to the caller.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

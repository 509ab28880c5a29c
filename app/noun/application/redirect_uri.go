package application

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"portico/models"
)

// uriCharacters are the characters of a URI (RFC 3986, section 2) except # and *.
const uriCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?[]@!$&'()+,;=%"

func checkRedirectURIs(application *models.Application) error {
	metadata := application.OIDCClientMetadata
	lists := []struct {
		field string
		uris  []string
	}{
		{"redirectUris", metadata.RedirectURIs},
		{"postLogoutRedirectUris", metadata.PostLogoutRedirectURIs},
	}
	for _, list := range lists {
		if len(list.uris) > 0 && application.Type == models.ApplicationMachineToMachine {
			cause := errors.New(list.field + " must be empty: no one signs in to a machine")
			return refused(list.field, "error.application.noAddresses", cause)
		}
		for i, uri := range list.uris {
			if err := checkRedirectURI(uri); err != nil {
				return invalid(list.field, "%w%s", err, position(i, list.uris))
			}
		}
	}
	return nil
}

// checkRedirectURI applies the rules in the package comment.
func checkRedirectURI(text string) error {
	uri, err := parseURI(text)
	if err != nil {
		return err
	}
	switch {
	case uri.Scheme == "https" || uri.Scheme == "http":
		return checkWeb(uri)
	case isForbiddenScheme(uri.Scheme):
		return fmt.Errorf("must have the scheme https, http or that of an app, not %s", uri.Scheme)
	}
	return nil
}

// isForbiddenScheme reports whether browsers or operating systems handle a scheme
// themselves, so that not only an app would receive what is sent there.
func isForbiddenScheme(scheme string) bool {
	return slices.Contains([]string{
		"javascript", "data", "vbscript", "file", "blob", "about", "filesystem", "view-source", "intent",
		"ws", "wss", "ftp", "mailto", "sms", "tel", "urn",
	}, scheme)
}

// parseURI parses an absolute URI; its scheme is in lower case.
func parseURI(text string) (*url.URL, error) {
	switch {
	case strings.Contains(text, "#"):
		return nil, errors.New("must not have a fragment")
	case strings.Contains(text, "*"):
		return nil, errors.New("must not have a wildcard")
	case strings.Trim(text, uriCharacters) != "":
		return nil, errors.New("must have characters of URIs only, others percent-encoded")
	}
	uri, err := url.Parse(text)
	if err != nil || !uri.IsAbs() {
		return nil, errors.New("must be an absolute URI")
	}
	if uri.User != nil {
		return nil, errors.New("must not have a user name")
	}
	return uri, nil
}

// checkWeb requires a host, and https unless it is loopback.
func checkWeb(uri *url.URL) error {
	if uri.Hostname() == "" {
		return errors.New("must have a host")
	}
	if port := uri.Port(); port != "" {
		if _, err := strconv.ParseUint(port, 10, 16); err != nil {
			return errors.New("must have a port up to 65535")
		}
	}
	loopback := []string{"localhost", "127.0.0.1", "::1"}
	if uri.Scheme == "http" && !slices.Contains(loopback, strings.ToLower(uri.Hostname())) {
		return errors.New("must have the scheme https unless its host is localhost, 127.0.0.1 or [::1]")
	}
	return nil
}

// position tells which of several values is meant.
func position(i int, values []string) string {
	if len(values) < 2 {
		return ""
	}
	return fmt.Sprintf(" (the value at position %d)", i+1)
}

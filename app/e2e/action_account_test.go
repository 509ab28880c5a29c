//go:build e2e

package e2e_test

import (
	"fmt"
)

// signUp creates an account during an authorization request and returns the
// application's address with the response.
func (v *visitor) signUp(authorization, username string) (string, error) {
	p, err := v.open(authorization)
	if err != nil {
		return "", err
	}
	if link := p.byID("register-link"); link != nil {
		address, err := p.url.Parse(attribute(link, "href"))
		if err != nil {
			return "", err
		}
		if p, err = v.open(address.String()); err != nil {
			return "", err
		}
	}
	p, err = v.submit(p, "register-form", map[string]string{"identifier": username, "newPassword": password})
	return v.answer(p, err)
}

// signIn signs in during an authorization request and returns the application's
// address with the response.
func (v *visitor) signIn(authorization, username string) (string, error) {
	p, err := v.open(authorization)
	if err != nil {
		return "", err
	}
	p, err = v.submit(p, "sign-in-form", map[string]string{"identifier": username, "password": password})
	return v.answer(p, err)
}

// pass goes through an authorization request in a browser that is already signed in.
func (v *visitor) pass(authorization string) (string, error) {
	p, err := v.open(authorization)
	return v.answer(p, err)
}

// answer gives consent if the application needs it.
func (v *visitor) answer(p *page, err error) (string, error) {
	if err == nil && p.byID("consent-form") != nil {
		p, err = v.submit(p, "consent-form", map[string]string{"action": "authorize"})
	}
	if err != nil {
		return "", err
	}
	if p.outside == "" {
		return "", fmt.Errorf("status %d at %s instead of a redirect to the application: %s", p.status, p.url, p.body)
	}
	return p.outside, nil
}

// signOut confirms a sign-out and returns where the visitor is sent.
func (v *visitor) signOut(endSession string) (*page, error) {
	p, err := v.open(endSession)
	if err != nil {
		return nil, err
	}
	return v.submit(p, "op.logoutForm", nil)
}

// Package consent is the step in which a user decides what a third-party application
// may have, and in which of their organizations. What is requested is computed again
// from the stored request; an answer only says yes or no, and names an organization,
// which is checked again.
//
// Boundary: prompt.go and organizations.go compute what is asked, for the page
// (handler.go) and the API (api.go) alike. When users are asked is up to
// app/oidc/interaction; what they have allowed is recorded by app/noun/consent.
package consent

// Package invitation is the page on which people accept to join an
// organization. Like all hosted pages it is complete without JavaScript.
package invitation

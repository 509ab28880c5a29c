// Package invitation is the page on which users accept an invitation to an
// organization. Like all hosted pages it is complete without JavaScript.
package invitation

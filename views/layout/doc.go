// Package layout has the document shells in which pages stand: the bare
// document and the hosted page (sign-in, sign-up, consent, sign-out).
//
// What every page needs and no page decides travels in the context, each thing
// behind a setter for the HTTP edge and a getter for the views: CSRF token, CSP
// nonce, branding, signed-in person, and the query of the address. The language
// is in package locales. Nothing else goes into the context.
package layout

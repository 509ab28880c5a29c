// Package layout contains the document shells of pages: the bare document, the
// hosted page (sign-in, sign-up, consent, sign-out) and the console.
//
// Request-wide values travel in the context, each with a setter for the HTTP edge
// and a getter for views: CSRF token, CSP nonce, branding, signed-in user, the
// console's shell and the URL's query. The language is in package locales.
// Nothing else goes into the context.
package layout

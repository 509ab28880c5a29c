// Package experience has the hosted pages for sign-in, sign-up and
// sign-out, and the error pages.
//
// A page renders its Props, is complete without JavaScript and decides nothing:
// app/page/experience and app/oidc handle the forms. Errors are localized
// texts by field name; "" is the form as a whole.
package experience

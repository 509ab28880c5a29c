// Package experience has the hosted pages on which people sign in, sign up and
// sign out, and those that say that something went wrong on the way.
//
// A page draws its Props, is complete without JavaScript and decides nothing:
// what a form means is app/page/experience's and app/oidc's. Errors come as texts in
// the person's language by the name of their field; "" is the form as a whole.
package experience

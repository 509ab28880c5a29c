// Package invitation asks people by e-mail to join an organization: it keeps
// the invitations, sends the mail that carries their link, serves the page to
// which the link leads, and makes those who accept members with the roles that
// the invitation names.
//
// An invitation is stored before its mail is sent, since the link must work when
// it arrives and no transaction shall wait for a mail server. When sending fails,
// the invitation is taken away again (or, of one that is sent again, the link
// that it had comes back), so that nothing is left of a message that never was.
//
// Boundary: it neither signs people in nor makes accounts; the page leads to
// app/page/experience, which comes back to it. Mail goes through app/noun/connector,
// and a proven address reaches its account through app/noun/user.
package invitation

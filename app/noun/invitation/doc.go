// Package invitation invites people by email to join an organization: it stores
// the invitations, sends the mail with the link, serves the page that
// the link opens, and makes those who accept members with the roles in the
// invitation.
//
// An invitation is stored before its mail is sent, since the link must work when
// it arrives and no transaction should wait for a mail server. If sending fails,
// the invitation is deleted again (or, if it is being resent, its previous link
// is restored), so that nothing remains of a message that was never sent.
//
// Boundary: it neither signs people in nor creates accounts; the page links to
// app/page/experience, which returns to it. Mail goes through app/noun/connector,
// and app/noun/user stores the verified address.
package invitation

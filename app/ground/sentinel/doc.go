// Package sentinel bounds guessing: it counts the attempts to prove who someone
// is and refuses more of them for a while. It also limits acts that bother
// people, such as mails to one address.
//
// Boundary: it counts subjects and judges no secret. Whoever verifies a
// password or another factor reserves an attempt first, then verifies, and
// clears the counter after a success. One subject stands for a person over all
// names and factors, and another for each identifier that nobody has, so that a
// refusal does not tell who exists.
package sentinel

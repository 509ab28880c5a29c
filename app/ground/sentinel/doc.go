// Package sentinel limits guessing: it counts attempts to authenticate and, past a
// limit, rejects more for a while. It also limits acts that bother people, such as
// emails to one address.
//
// Boundary: it counts attempts by subject and verifies no secrets. Whoever verifies a
// password or another factor reserves an attempt first, then verifies, and clears the
// counter after a success. A user is one subject across all identifiers and factors,
// and so is each identifier that no user has, so that a refusal does not reveal who
// exists.
package sentinel

// Package password hashes and verifies passwords: argon2id hashes, a bounded queue
// for hashing, and the rules for new passwords. It also verifies passwords against
// hashes imported from other systems, but never creates those:
//
//	argon2id PHC string     created here; the stored text begins with "$argon2id$"
//	<algorithm>:<digest>    imported; see Algorithms
//
// Parameters of stored hashes are bounded, so that none can take the server down.
// Verifying an imported hash also does the work of a hash of this package, so that
// response times do not tell a user with a fast hash from no user. A slow hash
// (bcrypt, many iterations) does show, until the next sign-in replaces it: see
// Hasher.NeedsRehash.
//
// Boundary: it knows no users, no database and no failure counter; callers store the
// hash and count attempts before they verify.
package password

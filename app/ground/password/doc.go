// Package password hashes and checks passwords: argon2id hashes, a bounded
// queue in front of the hashing, and the rules for new passwords. It also
// checks passwords by hashes that other systems made, but makes none of those:
//
//	argon2id PHC string     made here; the stored text begins with "$argon2id$"
//	<algorithm>:<digest>    imported; the algorithms are those of Algorithms
//
// Parameters of stored hashes are bounded, so that none can take the server
// down. An imported hash is verified with the work of one of ours on top: who
// still has a fast one cannot be told from nobody by the time that a wrong
// password takes. A slow one (bcrypt, many iterations) can, until the next
// sign-in replaces it: see Hasher.NeedsRehash.
//
// Boundary: it knows no users, no database and no counter of failures; callers
// keep the hash and count the attempts before they ask.
package password

// Package password hashes and checks passwords: argon2id hashes, a bounded
// queue in front of the hashing, and the rules for new passwords.
//
// Boundary: it knows no users, no database and no counter of failures; callers
// keep the hash and count the attempts before they ask. Hashes of other
// algorithms are not its business.
package password

// Package revoke is token revocation (RFC 7009). Revoking a token revokes its
// grant, and so every other token of that grant.
package revoke

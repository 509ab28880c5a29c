// Package revoke is token revocation (RFC 7009). Revoking a token revokes the
// grant that it hangs on, and so every token beside it.
package revoke

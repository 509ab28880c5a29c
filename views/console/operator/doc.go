// Package operator has the pages on which operators are listed, invited, given
// another role and removed, and the one on which an invitation is accepted.
package operator

// Package signingkey has the pages on which operators see, rotate and delete the keys
// that sign a tenant's tokens.
package signingkey

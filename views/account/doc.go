// Package account has the pages of a person's own account.
package account

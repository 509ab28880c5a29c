// Package tenant has the pages on which operators see, make and delete tenants.
package tenant

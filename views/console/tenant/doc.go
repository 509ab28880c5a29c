// Package tenant has the pages on which operators see, create and delete tenants.
package tenant

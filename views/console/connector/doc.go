// Package connector is the console's page for a tenant's external services: so far
// the mail server.
package connector

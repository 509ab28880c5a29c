// Package connector is the console's page of the services outside that a tenant
// has set up: so far the mail server.
package connector

// Package connectors defines what all connectors have in common. A connector is
// an external service, such as a mail server, that a tenant configures. Each kind
// is a subpackage.
//
// Boundary: a connector talks to its service and knows neither tenants nor the
// database. app/noun/connector stores the configuration and decides who can see
// it. A connector only connects through the Dial it is given.
package connectors

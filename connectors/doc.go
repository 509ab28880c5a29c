// Package connectors says what every kind of connector has in common: a service
// outside, such as a mail server, that a tenant sets up by a configuration of
// its own. Each kind is a package below.
//
// Boundary: a connector speaks to its service and knows neither tenants nor the
// database; where its configuration is kept, and who may see it, is decided in
// app/noun/connector. It connects through the Dial that it is given, and no other way.
package connectors

// Package smtp sends email with the Simple Mail Transfer Protocol (RFC 5321).
// Connections are encrypted, with implicit TLS if the configuration says secure,
// otherwise STARTTLS (RFC 3207). Only a server on this machine is exempt.
//
// Boundary: it sends one message to one recipient. It pools no connections and
// retries nothing. The Dial it is given decides which servers can be reached.
package smtp

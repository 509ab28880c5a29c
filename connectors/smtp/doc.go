// Package smtp sends mail by the Simple Mail Transfer Protocol (RFC 5321). What
// it sends is encrypted: from the first byte where the configuration says
// secure, else from STARTTLS on (RFC 3207). Only a server on this machine may
// do without.
//
// Boundary: it sends one message to one person. It keeps no connections and
// tries nothing again; who may be reached is decided by the Dial that it gets.
package smtp

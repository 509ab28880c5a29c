// Package outbound is the one way out: every request that the server makes to
// an address that somebody entered goes through it. It reaches public
// addresses only, which it checks on the resolved address at the moment of
// connecting, so neither a redirect nor a name that changes its address between
// check and use leads inside.
//
// Boundary: it moves bytes under limits. What the bytes mean, whether to try
// again and what people are told is the caller's. Databases and Redis, which
// the operator configures, do not go through it.
package outbound

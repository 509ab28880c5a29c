// Package script runs tenants' JavaScript in worker processes: the same program as
// "portico worker" (package worker), without the server's memory, environment, files
// or network. A run has limits on time and memory; a worker that exceeds one is killed
// and replaced, and no run shares anything with another.
//
// The server and a worker speak over the worker's stdin and stdout: see Message. Only
// here, in the server, does a script's fetch become a request, through the guarded
// dialer.
//
// Boundary: it runs functions on JSON. Whose script it is, what it gets and what its
// result is for are app/noun/customjwt's.
package script

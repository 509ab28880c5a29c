// Package e2e is the program as those outside see it: scenarios for people in a
// browser and for clients that nobody here wrote, against the built binary. It
// knows addresses, pages and the command line, and nothing of what is inside.
//
// Scenarios are scenario_*_test.go; they do things with action_*_test.go and
// look at things with verify_*_test.go. The build tag e2e switches them on;
// fixtures/clients holds the clients that are not Go packages. The tests of
// clients that others wrote begin with TestClient: make test-clients runs them.
package e2e

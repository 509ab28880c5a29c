// Package e2e tests the built binary from outside: scenarios for users in a browser and
// for third-party clients. It knows addresses, pages and the command line, but no
// internals.
//
// Scenarios are in scenario_*_test.go, the actions they take in action_*_test.go and
// their checks in verify_*_test.go. They need the build tag e2e. fixtures/clients has
// the clients that are not Go packages. Tests of third-party clients start with
// TestClient: make test-clients runs them.
package e2e

// Package config reads the configuration from the environment once, validates
// it and returns it as a value.
//
// Boundary: it acts on nothing and opens nothing. It defines what each variable
// means, its valid values and its default. README contains the same table
// (Markdown); a test keeps the two in sync.
package config

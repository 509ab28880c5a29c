// Package config reads the configuration from the environment, once, checks it
// and hands it out as a value.
//
// Boundary: it decides nothing and opens nothing; it says what a variable may
// be, what it means and what its default is. README shows the same table
// (Markdown), and a test holds the two together.
package config

// Package href builds all paths that pages link or post to; no other package
// does. It knows the paths but nothing about the pages.
package href

// Package rule has the checks that the services of several nouns make in the
// same way, and the faults that come of them.
//
// A rule of one noun stands in its package. This one knows no record, no HTTP
// and no language.
package rule

// Package rule has the checks shared by the services of several nouns, and their
// faults.
//
// Rules of a single noun are in its package. This one knows nothing about records,
// HTTP or languages.
package rule

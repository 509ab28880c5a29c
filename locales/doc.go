// Package locales contains all texts shown to people, in every language, and
// looks them up in the language of a context.
//
// The texts are in <language>/<area>.<language>.toml. An ID has the form
// <area>.<noun>.<part>[.<state>] and is always written as a string literal, so
// that catalog_test.go can find unused and missing texts. The package knows
// knows nothing about HTTP: the code that serves a request chooses a language with Match
// and sets it with WithLanguage.
package locales

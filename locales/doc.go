// Package locales holds every text that a person sees, in every language, and
// looks texts up by the language of a context.
//
// The texts stand in <language>/<area>.<language>.toml. An id is
// <area>.<noun>.<part>[.<state>] and is always written as a string literal, so
// that catalog_test.go can tell unused and missing texts apart. The package
// knows nothing of HTTP: whoever serves a request chooses the language with
// Match and puts it into the context with WithLanguage.
package locales

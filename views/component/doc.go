// Package component has the parts that pages are made of: one file each, with
// a Props struct where there is more than a word to say.
//
// A component draws what it is given and knows no page. Texts come in already
// in the person's language; only words that belong to the part itself (such as
// "Show password") are looked up here.
package component

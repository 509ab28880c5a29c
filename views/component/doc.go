// Package component has the parts that pages are made of: one file each, with a
// Props struct if there is more than a text to pass.
//
// A component renders what it is given and knows no page. Texts arrive already
// localized; only words that belong to the component itself (such as
// "Show password") are looked up here.
package component

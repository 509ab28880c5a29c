// Package icon has the icons of all pages as inline SVG components, taken from
// Lucide (ISC), and only those in use. An icon is decoration: it is hidden from
// assistive technology, and the text next to it carries the meaning.
package icon

// Package icon has the icons of all pages as inline SVG components, drawn from
// lucide (ISC) and only those in use. An icon is decoration: it is hidden from
// assistive technology, and the words beside it carry the meaning.
package icon

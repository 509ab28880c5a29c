// Package customjwt has the console's pages of the scripts that add claims to tokens:
// the overview, the editor with its test, and the versions of a script.
//
// static/js/script.js replaces the plain field of a script with CodeMirror.
//
// Boundary: it only renders; app/noun/customjwt has the rules and the handlers.
package customjwt

// Package viewtest is the harness for tests of pages: a context as the HTTP
// edge makes it, files with the expected HTML, and a look for English on
// Chinese pages. Only tests import it.
package viewtest

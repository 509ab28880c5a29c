// Package demo has the page of the built-in demo application: an ordinary
// single-page client of the tenant. static/js/demo.js gives it life and knows
// no more than any application would; the page holds its texts and parts.
package demo

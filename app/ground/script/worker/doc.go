// Package worker is what runs in a worker process: it confines the process and then runs
// one script after another, each in a new JavaScript runtime.
//
// A script has the language up to ES2020, including async functions, and of the host
// fetch, URL, TextEncoder, atob, btoa and console: see host.js. Scripts are compiled once;
// the runtime for the next run is made after the previous one has been answered.
//
// Boundary: package script starts, limits and ends the process, and makes the requests.
package worker

// Package static contains the style sheets, scripts, fonts and images of all
// pages, named by content hash so that browsers can cache them forever.
//
// It serves nothing itself: app/server answers requests below Prefix with files
// from Open. Our own sources are in css, js and img; third-party files are in vendor,
// listed in vendor/README.md.
package static

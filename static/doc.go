// Package static holds the style sheets, scripts, fonts and pictures of all
// pages, and names each by its content, so that browsers may keep it for ever.
//
// It serves nothing itself: app/server answers requests below Prefix with what
// Open gives it. Sources stand in css, js and img as they are written; files of
// others stand in vendor, listed in vendor/README.md.
package static

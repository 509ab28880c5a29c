// Package consent has the page on which people say what an application of
// others may know and do. What it shows was decided before: the page asks
// nothing of its own, and app/page/consent never believes what it sends beyond the
// button that was pressed.
package consent

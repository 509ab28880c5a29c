// Package consent has the page on which users decide what a third-party
// application may know and do. What it shows was decided before: the page decides
// nothing, and app/page/consent trusts nothing that it submits except
// the button that was pressed.
package consent

// Package consent is the step in which a user decides what a third-party application
// may have. What is requested is computed again from the stored request; the page only
// submits which button was pressed.
package consent

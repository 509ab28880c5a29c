// Package consent is the step in which a person says what an application of
// others may have. What is asked is computed anew from the stored request;
// from the page comes the button alone.
package consent

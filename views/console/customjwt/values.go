package customjwt

import "portico/views/component"

// Values are the fields of the editor.
type Values struct {
	Script    string
	Variables []Variable
	// Token and Context are what a test calls the script with, as JSON.
	Token, Context string
	IsOn, Blocks   bool
	// CaseName names a test to save.
	CaseName string
	// IsSavedAnyway saves though a saved test fails.
	IsSavedAnyway bool
}

// Variable is an environment variable. Its saved value is never shown.
type Variable struct {
	Name string
	// Value is as typed; "" keeps a saved one.
	Value   string
	IsSaved bool
}

// Aids are what the editor shows besides its fields.
type Aids struct {
	Script
	// URL is that of the editor.
	URL string
	// Starter is the script that an editor begins with.
	Starter string
	// Members are what the script is called with.
	Members []Member
	// Examples are whole scripts.
	Examples []string
	Limits   Limits
	Subjects Subjects
	Cases    Cases
	// Failing are the saved tests that fail with the script that was to be saved.
	Failing []FailingCase
	Result  *Result // of a test; nil before the first
}

// Limits are those of a run.
type Limits struct {
	Seconds, MegaBytes int
}

// Member is a member of the object that a script is called with.
type Member struct {
	Name    string
	Type    string // string, number, boolean, object, array or function
	Members []Member
}

// Subjects are users or machines whose data a test can use.
type Subjects struct {
	Query string
	Found []component.PickerItem
	// Loaded is the name of the one whose data was put into the fields; "" for none.
	Loaded string
}

// Cases are the saved tests of a script.
type Cases struct {
	Saved  []Case
	Errors map[string]string // about the one to save
	// Added is the name of the one that was just saved.
	Added string
}

// Case is a saved test.
type Case struct {
	ID, Name string
	// Claims are expected, as JSON, unless IsDenied.
	Claims   string
	IsDenied bool
}

// FailingCase is a saved test that fails.
type FailingCase struct {
	Name string
	// Expected and Got are claims as JSON, on one line.
	Expected, Got string
	ExpectsDenial bool
	// Failure is the script's failure instead of claims; nil for none.
	Failure *Failure
}

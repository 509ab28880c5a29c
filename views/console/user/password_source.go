package user

// FieldPasswordSource says where a new password comes from.
const FieldPasswordSource = "passwordSource"

// The values of FieldPasswordSource.
const (
	PasswordMade  = "made"  // by the program
	PasswordTyped = "typed" // by the operator, in the field "password"
)

package api

import "portico/models"

// User is a user in the API; fields without a value are null.
type User struct {
	ID           string         `json:"id"`
	Username     *string        `json:"username"`
	PrimaryEmail *string        `json:"primaryEmail"`
	PrimaryPhone *string        `json:"primaryPhone"`
	Name         *string        `json:"name"`
	Avatar       *string        `json:"avatar"`
	CustomData   map[string]any `json:"customData"`
	Identities   map[string]any `json:"identities" doc:"The user's accounts at social connectors, by their target"`
	LastSignInAt *int64         `json:"lastSignInAt" doc:"Milliseconds since 1970"`
	CreatedAt    int64          `json:"createdAt" doc:"Milliseconds since 1970"`
	UpdatedAt    int64          `json:"updatedAt" doc:"Milliseconds since 1970"`
	Profile      models.Profile `json:"profile"`
	// ApplicationID and CIMDClientID identify the client through which the user registered.
	ApplicationID *string `json:"applicationId" doc:"The application the user signed up through"`
	CIMDClientID  *string `json:"cimdClientId" doc:"The same, for a client identified by its metadata document"`
	IsSuspended   bool    `json:"isSuspended"`
	HasPassword   bool    `json:"hasPassword"`
}

// UserOf returns the body for a user.
func UserOf(user *models.User) User {
	body := User{
		ID: user.ID, Username: user.Username, PrimaryEmail: user.PrimaryEmail, PrimaryPhone: user.PrimaryPhone,
		Name: user.Name, Avatar: user.Avatar, CustomData: user.CustomData, Identities: map[string]any{},
		CreatedAt: user.CreatedAt, UpdatedAt: user.UpdatedAt, Profile: user.Profile,
		ApplicationID: user.ApplicationID, IsSuspended: user.IsSuspended, HasPassword: user.PasswordHash != "",
	}
	if body.CustomData == nil {
		body.CustomData = map[string]any{}
	}
	if user.LastSignInAt != 0 {
		body.LastSignInAt = &user.LastSignInAt
	}
	return body
}

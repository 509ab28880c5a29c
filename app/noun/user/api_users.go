package user

import (
	"context"
	"errors"

	"portico/app/edge/api"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

// apiTag is the tag of these routes in the OpenAPI document.
const apiTag = "Users"

type (
	listInput struct {
		api.Page
		api.Search
		HashInput
		ExcludeRoleID         string `query:"excludeRoleId" doc:"Only users who don't have this role; can't be combined with excludeOrganizationId"`
		ExcludeOrganizationID string `query:"excludeOrganizationId" doc:"Only users who are not members of this organization"`
	}
	userInput struct {
		UserID string `path:"userId"`
	}
	createInput struct {
		Body struct {
			Username          string               `json:"username,omitempty" doc:"Letters, digits and underscores, not starting with a digit; at most 128 characters"`
			PrimaryEmail      string               `json:"primaryEmail,omitempty" doc:"Kept as typed, unique regardless of case"`
			PrimaryPhone      string               `json:"primaryPhone,omitempty" doc:"Digits only, starting with the country code; stored without the leading 0 of national numbers"`
			Password          string               `json:"password,omitempty" minLength:"1" doc:"Must meet the tenant's password policy"`
			PasswordDigest    string               `json:"passwordDigest,omitempty" doc:"A password hash from another system, instead of a password"`
			PasswordAlgorithm string               `json:"passwordAlgorithm,omitempty" enum:"Argon2i,Argon2id,Argon2d,SHA1,SHA256,MD5,Bcrypt,Legacy" doc:"Algorithm of the hash; Argon2i by default"`
			Name              string               `json:"name,omitempty"`
			Avatar            api.Optional[string] `json:"avatar,omitempty" doc:"An http or https URL"`
			CustomData        map[string]any       `json:"customData,omitempty"`
			Profile           models.Profile       `json:"profile,omitempty"`
		}
	}
	updateInput struct {
		UserID string `path:"userId"`
		Body   struct {
			Username     api.Optional[string] `json:"username,omitempty" doc:"Here and below, null or an empty string removes the field"`
			PrimaryEmail api.Optional[string] `json:"primaryEmail,omitempty" doc:"A new one counts as verified"`
			PrimaryPhone api.Optional[string] `json:"primaryPhone,omitempty" doc:"Digits only, starting with the country code; stored without the leading 0 of national numbers"`
			Name         api.Optional[string] `json:"name,omitempty"`
			Avatar       api.Optional[string] `json:"avatar,omitempty" doc:"An http or https URL"`
			CustomData   map[string]any       `json:"customData,omitempty" doc:"Replaced as a whole"`
			Profile      *models.Profile      `json:"profile,omitempty" doc:"Replaced as a whole"`
		}
	}
	suspendInput struct {
		UserID string `path:"userId"`
		Body   struct {
			IsSuspended bool `json:"isSuspended"`
		}
	}
)

// API serves the users and what belongs to one.
type API struct{ *Service }

// Register adds the routes.
func (a API) Register(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListUsers", Route: "GET /users", Tag: apiTag, Errors: []int{400}, Summary: "List users, newest first",
		Params: api.SearchParams(store.UserSearchFields()),
	}, a.list)
	api.Register(to, api.Operation{
		ID: "CreateUser", Route: "POST /users", Tag: apiTag, Errors: []int{400, 404, 422, 429}, Summary: "Create a user",
		Description: "An email address or a phone number set here counts as verified.",
	}, a.create)
	api.Register(to, api.Operation{
		ID: "GetUser", Route: "GET /users/{userId}", Tag: apiTag, Errors: []int{400, 404}, Summary: "Get a user",
	}, a.get)
	api.Register(to, api.Operation{
		ID: "UpdateUser", Route: "PATCH /users/{userId}", Tag: apiTag, Errors: []int{400, 404, 422}, Summary: "Update a user",
	}, a.update)
	api.Register(to, api.Operation{
		ID: "DeleteUser", Route: "DELETE /users/{userId}", Tag: apiTag, Errors: []int{400, 404, 422},
		Summary: "Delete a user and their sessions, grants and tokens",
	}, a.delete)
	api.Register(to, api.Operation{
		ID: "UpdateUserIsSuspended", Route: "PATCH /users/{userId}/is-suspended", Tag: apiTag, Errors: []int{400, 404, 422},
		Summary:     "Suspend a user or lift the suspension",
		Description: "Suspending ends all sessions and revokes all grants with their tokens.",
	}, a.suspend)
	a.registerData(to)
	a.registerPassword(to)
}

func (a API) list(ctx context.Context, input *listInput) (*api.List[userBody], error) {
	if input.ExcludeRoleID != "" && input.ExcludeOrganizationID != "" {
		cause := errors.New("excludeRoleId and excludeOrganizationId exclude one another")
		return nil, fault.New(fault.Invalid, "request.invalid_input").At("excludeRoleId").Because(cause)
	}
	return api.Find(ctx, &input.Page, &input.Search, store.UserSearchFields(),
		func(ctx context.Context, search store.Search, page store.Page) ([]models.User, int64, error) {
			return tenant.From(ctx).Store.Users.List(ctx, store.UserFilter{
				Search: search, ExcludeRoleID: input.ExcludeRoleID, ExcludeOrganizationID: input.ExcludeOrganizationID,
			}, page)
		}, func(user *models.User) userBody { return input.bodyOf(ctx, user) })
}

func (a API) create(ctx context.Context, input *createInput) (*api.Output[userBody], error) {
	fields := input.Body
	created, err := a.Create(ctx, tenant.From(ctx).Store, New{
		Username: fields.Username, Email: fields.PrimaryEmail, Phone: fields.PrimaryPhone,
		Name: fields.Name, Avatar: fields.Avatar.Value, Profile: fields.Profile, CustomData: fields.CustomData,
		Password: fields.Password, PasswordDigest: fields.PasswordDigest, PasswordAlgorithm: fields.PasswordAlgorithm,
		EmailVerified: true, PhoneVerified: true,
	})
	return api.One(created, err, bodyOf)
}

func (a API) get(ctx context.Context, input *getInput) (*api.Output[userBody], error) {
	found, err := a.kind().Get(ctx, tenant.From(ctx).Store, input.UserID)
	return api.One(found, err, func(user *models.User) userBody { return input.bodyOf(ctx, user) })
}

func (a API) update(ctx context.Context, input *updateInput) (*api.Output[userBody], error) {
	fields := input.Body
	changes := Changes{
		Username: fields.Username.Changed(), Email: fields.PrimaryEmail.Changed(), Phone: fields.PrimaryPhone.Changed(),
		Name: fields.Name.Changed(), Avatar: fields.Avatar.Changed(), Profile: fields.Profile, CustomData: fields.CustomData,
	}
	if changes.areNone() {
		if _, err := a.kind().Get(ctx, tenant.From(ctx).Store, input.UserID); err != nil {
			return nil, err
		}
		return nil, fault.New(fault.Unprocessable, "entity.invalid_input").Because(errors.New("no field to change"))
	}
	updated, err := a.Update(ctx, tenant.From(ctx).Store, input.UserID, changes)
	return api.One(updated, err, bodyOf)
}

func (a API) delete(ctx context.Context, input *userInput) (*struct{}, error) {
	return nil, a.Delete(ctx, tenant.From(ctx).Store, input.UserID)
}

func (a API) suspend(ctx context.Context, input *suspendInput) (*api.Output[userBody], error) {
	return a.after(ctx, input.UserID, a.Suspend(ctx, tenant.From(ctx).Store, input.UserID, input.Body.IsSuspended))
}

// after is a user after a change, or err.
func (a API) after(ctx context.Context, id string, err error) (*api.Output[userBody], error) {
	if err != nil {
		return nil, err
	}
	found, err := a.kind().Get(ctx, tenant.From(ctx).Store, id)
	return api.One(found, err, bodyOf)
}

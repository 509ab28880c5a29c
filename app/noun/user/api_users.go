package user

import (
	"context"
	"errors"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

// apiTag is the section of the document in which these routes stand.
const apiTag = "Users"

type (
	listInput struct {
		api.Page
		api.Search
		ExcludeRoleID         string `query:"excludeRoleId" doc:"Only users who have not got this role; not together with excludeOrganizationId"`
		ExcludeOrganizationID string `query:"excludeOrganizationId" doc:"Only users who are not members of this organization"`
	}
	listOutput struct {
		api.Paged
		Body []userBody
	}
	userInput struct {
		UserID string `path:"userId"`
	}
	userOutput  struct{ Body userBody }
	createInput struct {
		Body struct {
			Username          string               `json:"username,omitempty" doc:"Letters, digits and underscores, no digit first; 128 at most"`
			PrimaryEmail      string               `json:"primaryEmail,omitempty" doc:"Kept as typed, unique in any case"`
			PrimaryPhone      string               `json:"primaryPhone,omitempty" doc:"Digits only, the country's first"`
			Password          string               `json:"password,omitempty" minLength:"1" doc:"Must fit the tenant's policy"`
			PasswordDigest    string               `json:"passwordDigest,omitempty" doc:"The hash of a password that another system made, in place of a password"`
			PasswordAlgorithm string               `json:"passwordAlgorithm,omitempty" enum:"Argon2i,Argon2id,Argon2d,SHA1,SHA256,MD5,Bcrypt,Legacy" doc:"How it was made; Argon2i by default"`
			Name              string               `json:"name,omitempty"`
			Avatar            api.Optional[string] `json:"avatar,omitempty" doc:"An http or https address"`
			CustomData        map[string]any       `json:"customData,omitempty"`
			Profile           models.Profile       `json:"profile,omitempty"`
		}
	}
	updateInput struct {
		UserID string `path:"userId"`
		Body   struct {
			Username     api.Optional[string] `json:"username,omitempty" doc:"Here and below null or an empty text takes the field away"`
			PrimaryEmail api.Optional[string] `json:"primaryEmail,omitempty" doc:"One that is new counts as verified"`
			PrimaryPhone api.Optional[string] `json:"primaryPhone,omitempty" doc:"Digits only, the country's first"`
			Name         api.Optional[string] `json:"name,omitempty"`
			Avatar       api.Optional[string] `json:"avatar,omitempty" doc:"An http or https address"`
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

// RegisterAPI adds the routes of the users and of what belongs to one.
func (s *Service) RegisterAPI(a *api.API) {
	api.Register(a, api.Operation{
		ID: "ListUsers", Method: http.MethodGet, Path: "/users", Tag: apiTag,
		Summary: "List users, newest first", Errors: []int{400},
		Params: api.SearchParams(store.UserSearchFields()),
	}, s.apiList)
	api.Register(a, api.Operation{
		ID: "CreateUser", Method: http.MethodPost, Path: "/users", Tag: apiTag,
		Summary:     "Create a user",
		Description: "An e-mail address and a phone number that are given here count as verified.",
		Errors:      []int{400, 404, 422, 429},
	}, s.apiCreate)
	api.Register(a, api.Operation{
		ID: "GetUser", Method: http.MethodGet, Path: "/users/{userId}", Tag: apiTag,
		Summary: "Get a user", Errors: []int{400, 404},
	}, s.apiGet)
	api.Register(a, api.Operation{
		ID: "UpdateUser", Method: http.MethodPatch, Path: "/users/{userId}", Tag: apiTag,
		Summary: "Change a user", Errors: []int{400, 404, 422},
	}, s.apiUpdate)
	api.Register(a, api.Operation{
		ID: "DeleteUser", Method: http.MethodDelete, Path: "/users/{userId}", Tag: apiTag, Status: http.StatusNoContent,
		Summary: "Delete a user with sessions, grants and tokens", Errors: []int{400, 404, 422},
	}, s.apiDelete)
	api.Register(a, api.Operation{
		ID: "UpdateUserIsSuspended", Method: http.MethodPatch, Path: "/users/{userId}/is-suspended", Tag: apiTag,
		Summary:     "Suspend a user, or let a suspended one in again",
		Description: "Suspending ends all sessions and takes back all grants with their tokens.",
		Errors:      []int{400, 404, 422},
	}, s.apiSuspend)
	s.registerData(a)
	s.registerPassword(a)
	s.registerTokens(a)
}

func (s *Service) apiList(ctx context.Context, input *listInput) (*listOutput, error) {
	search, err := input.Search.Store(store.UserSearchFields())
	if err != nil {
		return nil, err
	}
	if input.ExcludeRoleID != "" && input.ExcludeOrganizationID != "" {
		cause := errors.New("excludeRoleId and excludeOrganizationId exclude one another")
		return nil, fault.New(fault.Invalid, "request.invalid_input").At("excludeRoleId").Because(cause)
	}
	filter := store.UserFilter{
		Search: search, ExcludeRoleID: input.ExcludeRoleID, ExcludeOrganizationID: input.ExcludeOrganizationID,
	}
	users, total, err := tenant.From(ctx).Store.Users.List(ctx, filter, input.Page.Store())
	if err != nil {
		return nil, api.SearchFault(err)
	}
	output := &listOutput{Paged: input.Paged(total), Body: make([]userBody, 0, len(users))}
	for i := range users {
		output.Body = append(output.Body, bodyOf(&users[i]))
	}
	return output, nil
}

func (s *Service) apiCreate(ctx context.Context, input *createInput) (*userOutput, error) {
	fields := input.Body
	created, err := s.Create(ctx, tenant.From(ctx).Store, New{
		Username: fields.Username, Email: fields.PrimaryEmail, Phone: fields.PrimaryPhone,
		Name: fields.Name, Avatar: fields.Avatar.Value, Profile: fields.Profile, CustomData: fields.CustomData,
		Password: fields.Password, PasswordDigest: fields.PasswordDigest, PasswordAlgorithm: fields.PasswordAlgorithm,
		EmailVerified: true, PhoneVerified: true,
	})
	return outputOf(created, err)
}

func (s *Service) apiGet(ctx context.Context, input *getInput) (*userOutput, error) {
	found, err := apiUser(ctx, input.UserID)
	if err != nil {
		return nil, err
	}
	return &userOutput{Body: input.bodyOf(ctx, found)}, nil
}

func (s *Service) apiUpdate(ctx context.Context, input *updateInput) (*userOutput, error) {
	fields := input.Body
	return outputOf(s.Update(ctx, tenant.From(ctx).Store, input.UserID, Changes{
		Username: changed(fields.Username), Email: changed(fields.PrimaryEmail), Phone: changed(fields.PrimaryPhone),
		Name: changed(fields.Name), Avatar: changed(fields.Avatar),
		Profile: fields.Profile, CustomData: fields.CustomData,
	}))
}

func (s *Service) apiDelete(ctx context.Context, input *userInput) (*struct{}, error) {
	return nil, s.Delete(ctx, tenant.From(ctx).Store, input.UserID)
}

func (s *Service) apiSuspend(ctx context.Context, input *suspendInput) (*userOutput, error) {
	if err := s.Suspend(ctx, tenant.From(ctx).Store, input.UserID, input.Body.IsSuspended); err != nil {
		return nil, err
	}
	return outputOf(apiUser(ctx, input.UserID))
}

// apiUser reads a user of the request's tenant. Fault: entity.not_found.
func apiUser(ctx context.Context, id string) (*models.User, error) {
	found, err := tenant.From(ctx).Store.Users.Get(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("user "+id, err)
	}
	return found, nil
}

// changed is a field's new text: nil leaves it as it is, and null empties it.
func changed(field api.Optional[string]) *string {
	if !field.IsSet {
		return nil
	}
	return &field.Value
}

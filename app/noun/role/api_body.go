package role

import "portico/models"

// Body is a role as the API shows it; huma reads embedded types that are exported only.
type Body struct {
	TenantID    string `json:"tenantId"`
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Type        string `json:"type" enum:"User,MachineToMachine" doc:"Who can have the role"`
	IsDefault   bool   `json:"isDefault" doc:"Whether every user who is created later gets the role"`
}

// listedBody is a role in a list, with who has it.
type listedBody struct {
	Body
	UsersCount           int64                     `json:"usersCount"`
	FeaturedUsers        []featuredUserBody        `json:"featuredUsers" doc:"A few of the users, three at most"`
	ApplicationsCount    int64                     `json:"applicationsCount"`
	FeaturedApplications []featuredApplicationBody `json:"featuredApplications" doc:"A few of the applications, three at most"`
}

type featuredUserBody struct {
	ID     string  `json:"id"`
	Avatar *string `json:"avatar"`
	Name   *string `json:"name"`
}

type featuredApplicationBody struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Type string `json:"type"`
}

// ScopeBody is a permission as the API shows it.
type ScopeBody struct {
	TenantID    string  `json:"tenantId"`
	ID          string  `json:"id"`
	ResourceID  string  `json:"resourceId"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
	CreatedAt   int64   `json:"createdAt" doc:"Milliseconds since 1970"`
}

type resourceScopeBody struct {
	ScopeBody
	Resource resourceBody `json:"resource"`
}

type resourceBody struct {
	TenantID       string `json:"tenantId"`
	ID             string `json:"id"`
	Name           string `json:"name"`
	Indicator      string `json:"indicator"`
	IsDefault      bool   `json:"isDefault"`
	AccessTokenTTL int64  `json:"accessTokenTtl" doc:"Seconds"`
}

func bodyOf(role *models.Role) Body {
	return Body{
		TenantID: role.TenantID, ID: role.ID, Name: role.Name, Description: role.Description,
		Type: string(role.Type), IsDefault: role.IsDefault,
	}
}

func listedBodyOf(role *models.Role, holders models.RoleHolders) listedBody {
	body := listedBody{
		Body: bodyOf(role), UsersCount: holders.Users, ApplicationsCount: holders.Applications,
		FeaturedUsers:        make([]featuredUserBody, 0, len(holders.FeaturedUsers)),
		FeaturedApplications: make([]featuredApplicationBody, 0, len(holders.FeaturedApplications)),
	}
	for _, user := range holders.FeaturedUsers {
		body.FeaturedUsers = append(body.FeaturedUsers, featuredUserBody{ID: user.ID, Avatar: user.Avatar, Name: user.Name})
	}
	for _, application := range holders.FeaturedApplications {
		body.FeaturedApplications = append(body.FeaturedApplications, featuredApplicationBody{
			ID: application.ID, Name: application.Name, Type: string(application.Type),
		})
	}
	return body
}

func scopeBodyOf(scope *models.ResourceScope) ScopeBody {
	return ScopeBody{
		TenantID: scope.TenantID, ID: scope.ID, ResourceID: scope.ResourceID, Name: scope.Name,
		Description: scope.Description, CreatedAt: scope.CreatedAt,
	}
}

func resourceScopeBodyOf(scope *models.ResourceScope) resourceScopeBody {
	of := scope.Resource
	return resourceScopeBody{ScopeBody: scopeBodyOf(scope), Resource: resourceBody{
		TenantID: of.TenantID, ID: of.ID, Name: of.Name, Indicator: of.Indicator,
		IsDefault: of.IsDefault, AccessTokenTTL: of.AccessTokenTTL,
	}}
}

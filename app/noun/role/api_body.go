package role

import (
	"portico/app/edge/api"
	"portico/models"
)

// Body is a role as the API shows it; exported because huma ignores unexported embedded types.
type Body struct {
	TenantID    string `json:"tenantId"`
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Type        string `json:"type" enum:"User,MachineToMachine" doc:"Who can have the role"`
	IsDefault   bool   `json:"isDefault" doc:"Whether every user who is created later gets the role"`
}

// listedBody is a role in a list, with its holders.
type listedBody struct {
	Body
	UsersCount           int64                     `json:"usersCount"`
	FeaturedUsers        []api.FeaturedUser        `json:"featuredUsers" doc:"A few of the users, three at most"`
	ApplicationsCount    int64                     `json:"applicationsCount"`
	FeaturedApplications []api.FeaturedApplication `json:"featuredApplications" doc:"A few of the applications, three at most"`
}

func bodyOf(role *models.Role) Body {
	return Body{
		TenantID: role.TenantID, ID: role.ID, Name: role.Name, Description: role.Description,
		Type: string(role.Type), IsDefault: role.IsDefault,
	}
}

func listedBodyOf(role *models.Role, holders models.RoleHolders) listedBody {
	return listedBody{
		Body: bodyOf(role), UsersCount: holders.Users, ApplicationsCount: holders.Applications,
		FeaturedUsers:        api.Bodies(holders.FeaturedUsers, api.FeaturedUserOf),
		FeaturedApplications: api.Bodies(holders.FeaturedApplications, api.FeaturedApplicationOf),
	}
}

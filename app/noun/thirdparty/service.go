package thirdparty

import (
	"context"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// Service manages what third-party applications may ask for, and how applications
// present themselves.
type Service struct {
	Events *event.Publisher
	// ManagementAPIs lists the indicators of a tenant's resources that are Management
	// APIs.
	ManagementAPIs func(ctx context.Context, tenantID string) ([]string, error)
}

func (s *Service) kind() noun.Kind[models.Application] {
	return noun.Kind[models.Application]{
		Name:    "application",
		Records: func(records *store.Store) noun.Records[models.Application] { return records.Applications },
		Subject: func(application *models.Application) event.Event { return event.Event{ApplicationID: application.ID} },
		Events:  s.Events,
	}
}

// checkThirdParty rejects a first-party application. Fault:
// application.third_party_application_only.
func checkThirdParty(application *models.Application) error {
	if application.IsThirdParty {
		return nil
	}
	return rule.Against("application.third_party_application_only", "the application %s is a first-party one", application.ID)
}

package audit

import (
	"context"
	"slices"

	"portico/models"
	"portico/models/store"
	view "portico/views/console/log"
)

// namesIn looks up what the users and applications in rows are called: a query
// for each, however many rows there are.
func namesIn(ctx context.Context, records *store.Store, rows []models.AuditLog) (view.Names, error) {
	var userIDs, applicationIDs []string
	for _, entry := range rows {
		userIDs = withID(userIDs, entry.UserID)
		applicationIDs = withID(applicationIDs, entry.ApplicationID)
	}
	users, err := records.Users.Names(ctx, userIDs)
	if err != nil {
		return view.Names{}, err
	}
	applications, err := records.Applications.Names(ctx, applicationIDs)
	return view.Names{Users: users, Applications: applications}, err
}

func withID(ids []string, id string) []string {
	if id == "" || slices.Contains(ids, id) {
		return ids
	}
	return append(ids, id)
}

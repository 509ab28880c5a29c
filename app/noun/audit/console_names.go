package audit

import (
	"context"
	"slices"

	"portico/models"
	"portico/models/store"
	view "portico/views/console/log"
)

// namesIn looks up the names of the users and applications in rows: one query for
// each of the two, however many rows there are.
func namesIn(ctx context.Context, records *store.Store, rows []models.AuditLog) (view.Names, error) {
	userIDs, applicationIDs := idsIn(rows)
	users, err := records.Users.Names(ctx, userIDs)
	if err != nil {
		return view.Names{}, err
	}
	applications, err := records.Applications.Names(ctx, applicationIDs)
	return view.Names{Users: users, Applications: applications}, err
}

func idsIn(rows []models.AuditLog) (userIDs, applicationIDs []string) {
	for _, entry := range rows {
		userIDs = withID(userIDs, entry.UserID)
		applicationIDs = withID(applicationIDs, entry.ApplicationID)
	}
	return userIDs, applicationIDs
}

func withID(ids []string, id string) []string {
	if id == "" || slices.Contains(ids, id) {
		return ids
	}
	return append(ids, id)
}

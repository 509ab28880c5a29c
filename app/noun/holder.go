package noun

import (
	"context"

	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// HolderName is what a person or a machine is called. Fault: entity.not_found.
func HolderName(ctx context.Context, records *store.Store, holder models.Holder) (string, error) {
	if holder.Kind == models.HolderApplication {
		application, err := records.Applications.Get(ctx, holder.ID)
		if err != nil {
			return "", rule.OrMissing("application "+holder.ID, err)
		}
		return application.Name, nil
	}
	user, err := records.Users.Get(ctx, holder.ID)
	if err != nil {
		return "", rule.OrMissing("user "+holder.ID, err)
	}
	return user.DisplayName(), nil
}

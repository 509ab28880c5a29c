package noun

import (
	"context"
	"fmt"

	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// HolderName returns the display name of a user or a machine. Fault: entity.not_found.
func HolderName(ctx context.Context, records *store.Store, holder models.Holder) (string, error) {
	if holder.Kind == models.HolderApplication {
		application, err := records.Applications.Get(ctx, holder.ID)
		if err != nil {
			return "", missing(holder, err)
		}
		return application.Name, nil
	}
	user, err := records.Users.Get(ctx, holder.ID)
	if err != nil {
		return "", missing(holder, err)
	}
	return user.DisplayName(), nil
}

// CheckHolder rejects a holder that does not exist, and an application that is not a
// machine. Faults: entity.not_found, application.invalid_type.
func CheckHolder(ctx context.Context, records *store.Store, holder models.Holder) error {
	if holder.Kind == models.HolderUser {
		_, err := HolderName(ctx, records, holder)
		return err
	}
	application, err := records.Applications.Get(ctx, holder.ID)
	if err != nil {
		return missing(holder, err)
	}
	if application.Type != models.ApplicationMachineToMachine {
		return NoMachine(holder.ID)
	}
	return nil
}

// HoldHolder locks a holder until the transaction ends. It returns the application if
// it is one. Fault: entity.not_found.
func HoldHolder(ctx context.Context, tx *store.Store, holder models.Holder) (*models.Application, error) {
	if holder.Kind == models.HolderApplication {
		application, err := tx.Applications.Hold(ctx, holder.ID)
		if err != nil {
			return nil, missing(holder, err)
		}
		return application, nil
	}
	if _, err := tx.Users.Hold(ctx, holder.ID); err != nil {
		return nil, missing(holder, err)
	}
	return nil, nil
}

func missing(holder models.Holder, err error) error {
	return rule.OrMissing(string(holder.Kind)+" "+holder.ID, err)
}

// HoldersField returns the API field for the ids of holders of a kind.
func HoldersField(kind models.HolderKind) string { return string(kind) + "Ids" }

// CheckHolders rejects ids that do not exist, and applications that are not machines.
// Faults: entity.relation_foreign_key_not_found, application.invalid_type.
func CheckHolders(ctx context.Context, tx *store.Store, kind models.HolderKind, ids []string) error {
	field := HoldersField(kind)
	if kind == models.HolderUser {
		users, err := tx.Users.ByID(ctx, ids)
		if err != nil {
			return fmt.Errorf("read users: %w", err)
		}
		return AllFound(field, ids, users, func(user models.User) string { return user.ID })
	}
	types, err := tx.Applications.Types(ctx, ids)
	if err != nil {
		return fmt.Errorf("read applications: %w", err)
	}
	for _, id := range ids {
		switch kind, exists := types[id]; {
		case !exists:
			return rule.Unknown(field, "there is no application %q", id)
		case kind != models.ApplicationMachineToMachine:
			return NoMachine(id).At(field)
		}
	}
	return nil
}

// NoMachine is the fault of an application that is not a machine: only machines can be
// holders.
func NoMachine(id string) *fault.Error {
	return rule.Against("application.invalid_type", "the application %s is not a machine", id)
}

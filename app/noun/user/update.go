package user

import (
	"context"
	"maps"

	"portico/app/ground/event"
	"portico/models"
	"portico/models/store"
)

// Changes are the fields that an operator may change; nil leaves a field
// unchanged, and an empty text removes it.
type Changes struct {
	Username, Email, Phone, Name, Avatar *string

	// Each object is replaced as a whole.
	Profile    *models.Profile
	CustomData map[string]any
}

func (c Changes) areNone() bool {
	return c.Username == nil && c.Email == nil && c.Phone == nil && c.Name == nil && c.Avatar == nil &&
		c.Profile == nil && c.CustomData == nil
}

// Update changes a user by the rules of Create, and publishes User.Data.Updated
// if anything changed. A new address or number
// counts as verified. Sessions continue. Faults: entity.not_found and those of
// Create for the fields.
func (s *Service) Update(ctx context.Context, records *store.Store, id string, changes Changes) (*models.User, error) {
	return s.change(ctx, records, id, func(user *models.User) error { return s.apply(user, changes) })
}

// MergeCustomData sets the members of patch in a user's custom data;
// the others are unchanged. It returns the merged data. Faults: entity.not_found,
// guard.invalid_input.
func (s *Service) MergeCustomData(ctx context.Context, records *store.Store, id string, patch map[string]any) (map[string]any, error) {
	changed, err := s.change(ctx, records, id, func(user *models.User) error {
		merged := map[string]any{}
		maps.Copy(merged, user.CustomData)
		maps.Copy(merged, patch)
		return setCustomData(user, merged)
	})
	if err != nil {
		return nil, err
	}
	return changed.CustomData, nil
}

// change applies a change to a user, and publishes it if anything differs. Only
// then does it check, within the transaction, whether an identifier is taken.
func (s *Service) change(ctx context.Context, records *store.Store, id string, apply func(*models.User) error) (*models.User, error) {
	changed := new(models.User)
	err := s.kind().Change(ctx, records, id, func(tx *store.Store, before *models.User) error {
		*changed = *before
		if err := apply(changed); err != nil {
			return err
		}
		was, is := event.Difference(facts(before), facts(changed))
		if was == nil && is == nil {
			return nil
		}
		if err := refuseTaken(ctx, tx, changed); err != nil {
			return err
		}
		changed.UpdatedAt = s.Now().UnixMilli()
		if err := tx.Users.Update(ctx, changed); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{Key: event.UserDataUpdated, UserID: id, Before: was, After: is})
	})
	if err != nil {
		return nil, sayTaken(ctx, records, changed, err)
	}
	return changed, nil
}

// apply sets the fields that are not nil.
func (s *Service) apply(user *models.User, changes Changes) error {
	for _, step := range []struct {
		value *string
		set   func(*models.User, string) error
	}{
		{changes.Username, s.setUsername},
		{changes.Email, s.setEmail},
		{changes.Phone, s.setPhone},
		{changes.Name, setName},
		{changes.Avatar, setAvatar},
	} {
		if step.value == nil {
			continue
		}
		if err := step.set(user, *step.value); err != nil {
			return err
		}
	}
	if changes.Profile != nil {
		if err := setProfile(user, *changes.Profile); err != nil {
			return err
		}
	}
	if changes.CustomData != nil {
		return setCustomData(user, changes.CustomData)
	}
	return nil
}

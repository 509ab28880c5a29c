package server

import (
	"context"
	"errors"
	"fmt"

	"portico/app/config"
	"portico/models/store"
)

// settleUsernames makes the configuration agree with how usernames are stored. A
// server with a different configuration rewrites the keys, and does not start if two
// usernames would collide. A command uses what is stored, since it may lack the
// server's configuration.
func settleUsernames(ctx context.Context, cfg *config.Config, db *store.DB, isServing bool) error {
	isCaseSensitive, err := db.UsernameKeys(ctx)
	isStored := !errors.Is(err, store.ErrNotFound)
	if err != nil && isStored {
		return fmt.Errorf("read how usernames are stored: %w", err)
	}
	if isStored && (!isServing || isCaseSensitive == cfg.CaseSensitiveUsername) {
		cfg.CaseSensitiveUsername = isCaseSensitive
		return nil
	}
	err = db.RewriteUsernameKeys(ctx, cfg.CaseSensitiveUsername)
	var collisions store.UsernameCollisions
	if errors.As(err, &collisions) {
		return fmt.Errorf("CASE_SENSITIVE_USERNAME=false cannot be applied; start with true and rename all but one of each: %w", err)
	}
	return err
}

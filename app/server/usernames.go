package server

import (
	"context"
	"errors"
	"fmt"

	"portico/app/config"
	"portico/models/store"
)

// settleUsernames has usernames matched as they are stored. A server whose
// configuration says otherwise rewrites their keys first, and does not start when
// two names would become one. A command goes by what is stored: it may lack the
// server's configuration.
func settleUsernames(ctx context.Context, cfg *config.Config, db *store.DB, isServing bool) error {
	isCaseSensitive, err := db.UsernameKeys(ctx)
	isKnown := !errors.Is(err, store.ErrNotFound)
	if err != nil && isKnown {
		return fmt.Errorf("read how usernames are stored: %w", err)
	}
	if isKnown && (!isServing || isCaseSensitive == cfg.CaseSensitiveUsername) {
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

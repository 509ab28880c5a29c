package store

import (
	"context"
	"errors"

	"gorm.io/gorm"
)

// containing runs the queries of a list of the records that have a text
// somewhere in one of the noun's fields, in any case; "" is in all of them. A
// text that no field can hold is in none, and work is not run. The store that
// work is given must be used, and narrow on each query.
func (s *conn) containing(ctx context.Context, text string, noun searched,
	work func(ctx context.Context, s *conn, narrow func(*gorm.DB) *gorm.DB) error,
) error {
	found, err := s.condition(Anywhere(text), noun)
	if errors.Is(err, ErrPattern) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.searching(ctx, found, func(ctx context.Context, s *conn) error { return work(ctx, s, found.narrow) })
}

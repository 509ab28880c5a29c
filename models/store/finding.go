package store

import (
	"context"

	"gorm.io/gorm"
)

// finding runs the queries of a searched list. work must use the conn that it is
// given and apply narrow to each query. ErrPattern and ErrPatternTooSlow: see
// Search.
func (s *conn) finding(ctx context.Context, search Search, noun searched,
	work func(ctx context.Context, c *conn, narrow func(*gorm.DB) *gorm.DB) error,
) error {
	found, err := s.condition(search, noun)
	if err != nil {
		return err
	}
	return s.searching(ctx, found, func(ctx context.Context, c *conn) error { return work(ctx, c, found.narrow) })
}

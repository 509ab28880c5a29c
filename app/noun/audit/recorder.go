package audit

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"portico/app/ground/actor"
	"portico/app/ground/event"
	"portico/models"
	"portico/models/store"
)

// Interval is how long a frequent event waits to be written with others.
const Interval = 100 * time.Millisecond

// batchLimit bounds the pending rows; beyond it events are written immediately.
const batchLimit = 4096

// Recorder appends audit rows.
type Recorder struct {
	Now func() time.Time
	Log *slog.Logger

	mu      sync.Mutex
	waiting map[merged]*entry
}

// merged is the key by which frequent events share a row: everything that the
// row shows, with its time truncated to the second.
type merged struct {
	tenant, key       string
	result            models.AuditResult
	user, application string
	ip, userAgent     string
	reason, payload   string
	second            int64
}

type entry struct {
	records *store.Store
	row     models.AuditLog
}

// Record implements event.Listener.
func (r *Recorder) Record(ctx context.Context, records *store.Store, e event.Event) error {
	row := r.row(ctx, e)
	if e.IsFrequent && r.hold(records, row) {
		return nil
	}
	row.ID = models.NewID()
	if err := records.AuditLogs.Add(ctx, row); err != nil {
		return fmt.Errorf("write audit row: %w", err)
	}
	return nil
}

func (r *Recorder) row(ctx context.Context, e event.Event) models.AuditLog {
	origin := event.OriginFrom(ctx)
	return models.AuditLog{
		Key: e.Key, Result: e.Result, UserID: e.UserID, ApplicationID: e.ApplicationID,
		IP: origin.IP, UserAgent: origin.UserAgent, Reason: e.Reason, Count: 1,
		Payload: payload(ctx, e), CreatedAt: r.Now().UnixMilli(),
	}
}

// payload adds the change and the actor, if known, to an event's own payload.
func payload(ctx context.Context, e event.Event) map[string]any {
	added := map[string]any{}
	if len(e.Before) > 0 {
		added["before"] = e.Before
	}
	if len(e.After) > 0 {
		added["after"] = e.After
	}
	if by := actor.From(ctx); by.Kind != "" {
		added["actor"] = map[string]any{"kind": by.Kind, "id": by.ID, "name": by.Name}
	}
	if len(added) == 0 {
		return e.Payload
	}
	maps.Copy(added, e.Payload)
	return added
}

// hold merges a row into the batch; false if the batch is full.
func (r *Recorder) hold(records *store.Store, row models.AuditLog) bool {
	payload, err := json.Marshal(row.Payload)
	if err != nil {
		return false
	}
	same := merged{
		tenant: records.TenantID(), key: row.Key, result: row.Result, user: row.UserID, application: row.ApplicationID,
		ip: row.IP, userAgent: row.UserAgent, reason: row.Reason, payload: string(payload), second: row.CreatedAt / 1000,
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if known := r.waiting[same]; known != nil {
		known.row.Count++
		return true
	}
	if len(r.waiting) >= batchLimit {
		return false
	}
	if r.waiting == nil {
		r.waiting = map[merged]*entry{}
	}
	row.ID = models.NewID()
	r.waiting[same] = &entry{records: records, row: row}
	return true
}

// Run writes the batch at every interval until ctx ends, and then one last time.
func (r *Recorder) Run(ctx context.Context) {
	ticker := time.NewTicker(Interval)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			r.Flush(ctx)
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			r.Flush(last)
			cancel()
			return
		}
	}
}

// Flush writes the pending rows in one transaction. Rows that cannot be written are
// logged and dropped: keeping them would use ever more memory while the
// database is unavailable.
func (r *Recorder) Flush(ctx context.Context) {
	batch := r.take()
	if len(batch) == 0 || writeBatch(ctx, batch) == nil {
		return
	}
	// Rows of a tenant that has since been deleted must not make the others fail.
	for _, part := range batch {
		if err := part.records.AuditLogs.Add(ctx, part.rows...); err != nil {
			r.Log.ErrorContext(ctx, "audit rows lost", "tenant", part.records.TenantID(), "count", len(part.rows), "error", err)
		}
	}
}

// part holds the rows of a batch for one tenant.
type part struct {
	records *store.Store
	rows    []models.AuditLog
}

// take empties the batch and returns its rows by tenant.
func (r *Recorder) take() []*part {
	r.mu.Lock()
	waiting := r.waiting
	r.waiting = nil
	r.mu.Unlock()
	byTenant := map[string]*part{}
	for _, held := range waiting {
		id := held.records.TenantID()
		if byTenant[id] == nil {
			byTenant[id] = &part{records: held.records}
		}
		byTenant[id].rows = append(byTenant[id].rows, held.row)
	}
	return slices.Collect(maps.Values(byTenant))
}

// writeBatch writes all parts or none.
func writeBatch(ctx context.Context, batch []*part) error {
	return batch[0].records.InTx(ctx, func(tx *store.Store) error {
		for _, part := range batch {
			if err := tx.Of(part.records.TenantID()).AuditLogs.Add(ctx, part.rows...); err != nil {
				return fmt.Errorf("write audit rows of tenant %s: %w", part.records.TenantID(), err)
			}
		}
		return nil
	})
}

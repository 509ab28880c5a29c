package audit

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"

	"portico/app/edge/api"
	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

type logBody struct {
	TenantID  string      `json:"tenantId"`
	ID        string      `json:"id"`
	Key       string      `json:"key" doc:"What happened, for example User.Created"`
	Payload   payloadBody `json:"payload"`
	CreatedAt int64       `json:"createdAt" doc:"Milliseconds since 1970"`
}

type payloadBody struct {
	Key           string         `json:"key"`
	Result        string         `json:"result" enum:"Success,Error"`
	Error         string         `json:"error,omitempty" doc:"The error code"`
	IP            string         `json:"ip,omitempty"`
	UserAgent     string         `json:"userAgent,omitempty"`
	UserID        string         `json:"userId,omitempty"`
	InteractionID string         `json:"interactionId,omitempty" doc:"The sign-in that began"`
	ApplicationID string         `json:"applicationId,omitempty"`
	Params        map[string]any `json:"params,omitempty" doc:"Further details: before, after, actor, and count where one row stands for several events"`
}

type logsInput struct {
	api.Page
	UserID        string `query:"userId" doc:"Only rows of this user"`
	ApplicationID string `query:"applicationId" doc:"Only rows of this application"`
	LogKey        string `query:"logKey" doc:"Only rows with this key"`
	StartTime     string `query:"start_time" doc:"Only rows at or after this time, in milliseconds since 1970"`
	EndTime       string `query:"end_time" doc:"Only rows before this time, in milliseconds since 1970"`
	EnableCap     string `query:"enableCap" doc:"Has no effect: at most 10,000 rows are counted"`
}

// API serves the audit log.
type API struct{}

// Register adds the routes.
func (a API) Register(to *api.API) {
	const tag = "Audit logs"
	api.Register(to, api.Operation{
		ID: "ListLogs", Route: "GET /logs", Tag: tag, Summary: "List audit rows, newest first",
	}, a.list)
	api.Register(to, api.Operation{
		ID: "GetLog", Route: "GET /logs/{id}", Tag: tag, Errors: []int{404}, Summary: "Get an audit row",
	}, a.get)
}

func (API) list(ctx context.Context, input *logsInput) (*api.List[logBody], error) {
	from, err := moment("start_time", input.StartTime)
	if err != nil {
		return nil, err
	}
	to, err := moment("end_time", input.EndTime)
	if err != nil {
		return nil, err
	}
	if from != 0 && to != 0 && from > to {
		return nil, fault.New(fault.Invalid, "guard.invalid_input").At("start_time").Because(errors.New("start_time is after end_time"))
	}
	found, err := tenant.From(ctx).Store.AuditLogs.List(ctx, store.AuditLogFilter{
		Key: input.LogKey, UserID: input.UserID, ApplicationID: input.ApplicationID, From: from, To: to,
	}, input.Store())
	if err != nil {
		return nil, fmt.Errorf("read audit log: %w", err)
	}
	return api.Listed(&input.Page, found.Rows, found.Total, bodyOf), nil
}

func (API) get(ctx context.Context, input *api.IDPath) (*api.Output[logBody], error) {
	row, err := get(ctx, input.ID)
	return api.One(row, api.MissingAs("entity.not_exists_with_id", err), bodyOf)
}

// get reads an audit log. Fault: entity.not_found.
func get(ctx context.Context, id string) (*models.AuditLog, error) {
	row, err := tenant.From(ctx).Store.AuditLogs.Get(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("audit row "+id, err)
	}
	return row, nil
}

// moment parses a time in epoch milliseconds; 0 if there is none. The time 0 itself
// becomes 1: no row is older than either.
func moment(name, text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	parsed, err := strconv.ParseInt(text, 10, 64)
	if err != nil || parsed < 0 {
		return 0, fault.New(fault.Invalid, "guard.invalid_input").At(name).
			Because(errors.New(name + ": not milliseconds since 1970"))
	}
	return max(1, parsed), nil
}

func bodyOf(row *models.AuditLog) logBody {
	interactionID, _ := row.Payload[event.InteractionID].(string)
	return logBody{
		TenantID: row.TenantID, ID: row.ID, Key: row.Key, CreatedAt: row.CreatedAt,
		Payload: payloadBody{
			Key: row.Key, Result: string(row.Result), Error: row.Reason, IP: row.IP, UserAgent: row.UserAgent,
			UserID: row.UserID, ApplicationID: row.ApplicationID, InteractionID: interactionID, Params: paramsOf(row),
		},
	}
}

// paramsOf is the event's payload and the number of events merged into the row.
func paramsOf(row *models.AuditLog) map[string]any {
	if row.Count <= 1 {
		return row.Payload
	}
	params := map[string]any{"count": row.Count}
	maps.Copy(params, row.Payload)
	return params
}

package customjwt

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/models"
	"portico/models/store"
)

// Failures sums up how the present script of a kind has failed, for tokens that were
// asked for.
type Failures struct {
	Count    int64
	IsCapped bool // there are more than Count
	Message  string
	At       int64 // epoch ms, of the last one
}

// Failures counts the failures in the audit log since the script was last changed, as
// far back as the log goes. Denials are none.
func (s *Service) Failures(ctx context.Context, records *store.Store, of *models.JWTCustomizer) (Failures, error) {
	page, err := records.AuditLogs.List(ctx, store.AuditLogFilter{
		Key: eventOf(of.Kind), Result: models.AuditError, Reason: reasonFailed, From: of.UpdatedAt,
	}, store.Page{Limit: 1})
	if err != nil {
		return Failures{}, fmt.Errorf("read failures of script: %w", err)
	}
	found := Failures{Count: page.Total, IsCapped: page.IsCapped}
	if len(page.Rows) > 0 {
		found.At = page.Rows[0].CreatedAt
		found.Message, _ = page.Rows[0].Payload[payloadMessage].(string)
	}
	return found, nil
}

// payloadMessage is the member of the event's payload that says what failed.
const payloadMessage = "message"

// Reasons of the event.
const (
	reasonFailed = "jwt_customizer.general"
	reasonDenied = "access_denied"
)

// eventOf is the key of the event of a failure.
func eventOf(kind models.TokenKind) string {
	if kind == models.TokenClientCredentials {
		return event.ScriptOfMachineToken
	}
	return event.ScriptOfUserToken
}

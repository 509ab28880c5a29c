package log

import (
	"context"

	"portico/locales"
	"portico/models"
)

// Row is an audit log as a list shows it.
type Row struct {
	ID, Key   string
	Result    models.AuditResult
	Reason    string // the error code of a failure
	Who       Party  // who did it; the zero Party where nobody is known
	About     Party  // whom or what it was done to or through; the zero Party where there is nothing to add
	IP        string
	Count     int64 // acts merged into this row
	CreatedAt int64 // epoch ms
}

// PartyKind is what a party is.
type PartyKind string

// The kinds.
const (
	PartyUser        PartyKind = "user"
	PartyApplication PartyKind = "application"
	PartyOperator    PartyKind = "operator"
)

// Party is someone or something that takes part in an event.
type Party struct {
	Kind PartyKind
	ID   string
	Name string // "" when it is unknown or has been deleted
}

// Names are what users and applications are called, by their ids.
type Names struct {
	Users, Applications map[string]string
}

// RowsOf are audit logs as a list shows them.
func RowsOf(entries []models.AuditLog, names Names) []Row {
	rows := make([]Row, 0, len(entries))
	for _, entry := range entries {
		rows = append(rows, RowOf(entry, names))
	}
	return rows
}

// RowOf is an audit log as a list shows it.
func RowOf(entry models.AuditLog, names Names) Row {
	row := Row{
		ID: entry.ID, Key: entry.Key, Result: entry.Result, Reason: entry.Reason,
		IP: entry.IP, Count: entry.Count, CreatedAt: entry.CreatedAt,
	}
	var parties []Party
	for _, party := range []Party{actorOf(entry), userOf(entry, names), applicationOf(entry, names)} {
		if party.ID != "" {
			parties = append(parties, party)
		}
	}
	if len(parties) > 0 {
		row.Who, parties = parties[0], parties[1:]
	}
	// Operators are users of one tenant, and machines are applications: who
	// changes their own record is named once.
	for _, party := range parties {
		if party.ID != row.Who.ID {
			row.About = party
			break
		}
	}
	return row
}

func userOf(entry models.AuditLog, names Names) Party {
	return Party{Kind: PartyUser, ID: entry.UserID, Name: names.Users[entry.UserID]}
}

func applicationOf(entry models.AuditLog, names Names) Party {
	return Party{Kind: PartyApplication, ID: entry.ApplicationID, Name: names.Applications[entry.ApplicationID]}
}

// actorOf is who changed something through the console or the Management API.
// Their name is the one that they had then.
func actorOf(entry models.AuditLog) Party {
	actor, _ := entry.Payload["actor"].(map[string]any)
	kind, _ := actor["kind"].(string)
	id, _ := actor["id"].(string)
	name, _ := actor["name"].(string)
	return Party{Kind: PartyKind(kind), ID: id, Name: name}
}

// label is the best text for a party.
func (p Party) label() string {
	if p.Name == "" {
		return p.ID
	}
	return p.Name
}

// what says what a party is and what it is called.
func (p Party) what(ctx context.Context) string {
	data := locales.Data{"Name": p.label()}
	if p.Kind == PartyApplication {
		return locales.T(ctx, "console.log.applicationNamed", data)
	}
	return locales.T(ctx, "console.log.userNamed", data)
}

// subtitle says below who did it what they are and whom it concerned.
func (r Row) subtitle(ctx context.Context) string {
	isOperator, hasMore := r.Who.Kind == PartyOperator, r.About.ID != ""
	switch {
	case isOperator && hasMore:
		return locales.T(ctx, "console.log.operator") + " · " + r.About.what(ctx)
	case isOperator:
		return locales.T(ctx, "console.log.operator")
	case hasMore:
		return r.About.what(ctx)
	}
	return ""
}

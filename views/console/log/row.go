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
	Who       Party  // the actor; the zero Party if unknown
	About     Party  // the other user or application involved; the zero Party if none
	IP        string
	Count     int64 // events merged into this row
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

// Party is a participant in an event.
type Party struct {
	Kind PartyKind
	ID   string
	Name string // "" when it is unknown or has been deleted
}

// Names are the names of users and applications by their IDs.
type Names struct {
	Users, Applications map[string]string
}

// RowsOf returns audit logs as rows of a list.
func RowsOf(entries []models.AuditLog, names Names) []Row {
	rows := make([]Row, 0, len(entries))
	for _, entry := range entries {
		rows = append(rows, RowOf(entry, names))
	}
	return rows
}

// RowOf returns an audit log as a row of a list.
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
	// Operators are users of one tenant, and machines are applications: actors who
	// change their own record are shown once.
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

// actorOf is who made a change through the console or the Management API, with
// their name at that time.
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

// what is the kind of a party and its name.
func (p Party) what(ctx context.Context) string {
	data := locales.Data{"Name": p.label()}
	if p.Kind == PartyApplication {
		return locales.T(ctx, "console.log.applicationNamed", data)
	}
	return locales.T(ctx, "console.log.userNamed", data)
}

// subtitle is the line below the actor: what they are and whom the event concerned.
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

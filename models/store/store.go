package store

import (
	"context"
	"errors"
	"slices"

	"gorm.io/gorm"
)

// Errors that any method may return, wrapped. Services translate them.
var (
	// ErrNotFound: the tenant has no such record.
	ErrNotFound = errors.New("record not found")
	// ErrConflict: a unique value is taken, or a reference between records would break.
	ErrConflict = errors.New("record conflicts with another")
	// ErrUnavailable: the database cannot be reached, or does not answer in time.
	// It says nothing about the record, and services pass it on.
	ErrUnavailable = errors.New("database is unavailable")
)

// Store reads and writes the records of one tenant, with one part per noun.
// DB.Tenant returns it, so that every query is scoped to the tenant.
type Store struct {
	*conn

	Tenant                  Tenant
	Users                   Users
	Passwords               Passwords
	Applications            Applications
	Secrets                 Secrets
	Resources               Resources
	Scopes                  Scopes
	Roles                   Roles
	Assignments             Assignments
	Permissions             Permissions
	Organizations           Organizations
	Members                 Members
	Provisioning            Provisioning
	OrganizationRoles       OrganizationRoles
	OrganizationScopes      OrganizationScopes
	OrganizationInvitations OrganizationInvitations
	ConsentScopes           ConsentScopes
	Consents                Consents
	ConsentOrganizations    ConsentOrganizations
	SignInExperiences       ApplicationSignInExperiences
	Connectors              Connectors
	JWTCustomizers          JWTCustomizers
	JWTCustomizerCases      JWTCustomizerCases
	Interactions            Interactions
	Sessions                Sessions
	Grants                  Grants
	AuthorizationCodes      AuthorizationCodes
	RefreshTokens           RefreshTokens
	AccessTokens            AccessTokens
	ClientAssertions        ClientAssertions
	ConsoleSessions         ConsoleSessions
	OperatorInvitations     OperatorInvitations
	Operators               Operators
	SigningKeys             SigningKeys
	RetiredKeys             RetiredKeys
	ScheduledRotations      ScheduledRotations
	AuditLogs               AuditLogs
	Outbox                  Outbox
	VerificationAttempts    VerificationAttempts
}

func newStore(c *conn) *Store {
	return &Store{
		conn:                    c,
		Tenant:                  Tenant{c},
		Users:                   openUsers(c),
		Passwords:               Passwords{c},
		Applications:            openApplications(c),
		Secrets:                 Secrets{c},
		Resources:               openResources(c),
		Scopes:                  openScopes(c),
		Roles:                   openRoles(c),
		Assignments:             Assignments{c},
		Permissions:             Permissions{c},
		Organizations:           openOrganizations(c),
		Members:                 Members{c},
		Provisioning:            Provisioning{c},
		OrganizationRoles:       openOrganizationRoles(c),
		OrganizationScopes:      openOrganizationScopes(c),
		OrganizationInvitations: openOrganizationInvitations(c),
		ConsentScopes:           ConsentScopes{c},
		Consents:                Consents{c},
		ConsentOrganizations:    ConsentOrganizations{c},
		SignInExperiences:       ApplicationSignInExperiences{c},
		Connectors:              openConnectors(c),
		JWTCustomizers:          JWTCustomizers{c},
		JWTCustomizerCases:      openJWTCustomizerCases(c),
		Interactions:            openInteractions(c),
		Sessions:                openSessions(c),
		Grants:                  openGrants(c),
		AuthorizationCodes:      AuthorizationCodes{c},
		RefreshTokens:           RefreshTokens{c},
		AccessTokens:            AccessTokens{c},
		ClientAssertions:        ClientAssertions{c},
		ConsoleSessions:         ConsoleSessions{c},
		OperatorInvitations:     openOperatorInvitations(c),
		Operators:               Operators{c},
		SigningKeys:             openSigningKeys(c),
		RetiredKeys:             RetiredKeys{c},
		ScheduledRotations:      ScheduledRotations{c},
		AuditLogs:               openAuditLogs(c),
		Outbox:                  Outbox{c},
		VerificationAttempts:    VerificationAttempts{c},
	}
}

// conn connects one tenant's store to the database.
type conn struct {
	db     *DB
	tenant string
	tx     *gorm.DB // set inside InTx
}

// store returns a store in the same transaction.
func (s *conn) store() *Store { return newStore(s) }

// TenantID returns the id of the store's tenant.
func (s *Store) TenantID() string { return s.tenant }

// Of returns a store for another tenant's records, in the same transaction if there
// is one.
func (s *Store) Of(tenantID string) *Store {
	return newStore(&conn{db: s.db, tenant: tenantID, tx: s.tx})
}

// InTx runs work in one transaction: all of it is written or nothing. work must use
// the store that it is given. Inside a transaction, InTx joins that one.
func (s *Store) InTx(ctx context.Context, work func(*Store) error) error { return s.inTx(ctx, work) }

func (s *conn) inTx(ctx context.Context, work func(*Store) error) error {
	if s.tx != nil {
		return work(s.store())
	}
	return s.db.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return work(newStore(&conn{db: s.db, tenant: s.tenant, tx: tx}))
	})
}

// reader starts a query over the tenant's records.
func (s *conn) reader(ctx context.Context) *gorm.DB {
	if s.tx != nil {
		return s.tx.WithContext(ctx).Where("tenant_id = ?", s.tenant)
	}
	return s.db.read.WithContext(ctx).Where("tenant_id = ?", s.tenant)
}

// writer starts a change of the tenant's records.
func (s *conn) writer(ctx context.Context) *gorm.DB {
	if s.tx != nil {
		return s.tx.WithContext(ctx).Where("tenant_id = ?", s.tenant)
	}
	return s.db.write.WithContext(ctx).Where("tenant_id = ?", s.tenant)
}

// inserter starts an insert; the caller must have set the record's tenant.
func (s *conn) inserter(ctx context.Context) *gorm.DB {
	if s.tx != nil {
		return s.tx.WithContext(ctx)
	}
	return s.db.write.WithContext(ctx)
}

// joinInOrder joins tables in the order written: from a holder's few rows to what
// they refer to. SQLite, which has no statistics here, would start with the table
// that has fewer columns; Postgres finds the order by itself.
func (s *conn) joinInOrder() string {
	if s.db.dialect == SQLite {
		return " CROSS JOIN "
	}
	return " JOIN "
}

// first finds the one record of the query.
func first[T any](query *gorm.DB) (*T, error) {
	record := new(T)
	if err := query.Take(record).Error; err != nil {
		return nil, translate(err)
	}
	return record, nil
}

// list finds all records of the query.
func list[T any](query *gorm.DB) ([]T, error) {
	var records []T
	if err := query.Find(&records).Error; err != nil {
		return nil, translate(err)
	}
	return records, nil
}

// changed returns the error of updating or deleting one record, ErrNotFound if there
// was none.
func changed(result *gorm.DB) error {
	if result.Error != nil {
		return translate(result.Error)
	}
	if result.RowsAffected == 0 {
		return ErrNotFound
	}
	return nil
}

// distinct removes duplicates, since a query takes a limited number of values.
func distinct(ids []string) []string {
	sorted := slices.Sorted(slices.Values(ids))
	return slices.Compact(sorted)
}

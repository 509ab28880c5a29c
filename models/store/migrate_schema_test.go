package store_test

import (
	"database/sql"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm/schema"

	"portico/models"
	"portico/models/migrations"
	"portico/models/store"
)

// records returns one of every record type of package models.
func records() []any {
	return []any{
		models.Tenant{},
		models.InstallationSetting{},
		models.SigningKey{},
		models.RetiredKey{},
		models.ScheduledRotation{},
		models.AuditLog{},
		models.OutboxEvent{},
		models.VerificationAttempts{},
		models.Application{},
		models.ApplicationSecret{},
		models.ApplicationRole{},
		models.ClientAssertion{},
		models.User{},
		models.UserRole{},
		models.Session{},
		models.Interaction{},
		models.Grant{},
		models.AuthorizationCode{},
		models.RefreshToken{},
		models.AccessToken{},
		models.Resource{},
		models.Scope{},
		models.Role{},
		models.RoleScope{},
		models.PersonalAccessToken{},
		models.ConsoleSession{},
		models.OperatorInvitation{},
		models.Organization{},
		models.OrganizationUser{},
		models.OrganizationUserRole{},
		models.OrganizationApplication{},
		models.OrganizationApplicationRole{},
		models.OrganizationJITEmailDomain{},
		models.OrganizationJITRole{},
		models.OrganizationRole{},
		models.OrganizationScope{},
		models.OrganizationRoleScope{},
		models.OrganizationRoleResourceScope{},
		models.OrganizationInvitation{},
		models.OrganizationInvitationRole{},
		models.Connector{},
		models.JWTCustomizer{},
		models.JWTCustomizerVersion{},
		models.JWTCustomizerCase{},
		models.ApplicationUserScope{},
		models.ApplicationResourceScope{},
		models.ApplicationOrganizationScope{},
		models.ApplicationOrganizationResourceScope{},
		models.ApplicationSignInExperience{},
		models.Consent{},
		models.ConsentOrganization{},
		models.OrganizationBlockedApplication{},
	}
}

// nullable lists the columns that may be NULL although their field is not a pointer.
func nullable() []string {
	return []string{"interactions.digest", "organization_invitations.digest"}
}

// Every record has a table with exactly its columns, and every table has a record.
func TestSchemaEqualsRecords(t *testing.T) {
	onEmpty(t, func(t *testing.T, config store.Config, raw *sql.DB) {
		db := open(t, config)
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(recordColumns(t, db.Dialect()), tableColumns(t, db.Dialect(), raw)); diff != "" {
			t.Errorf("records and tables differ (-records +tables):\n%s", diff)
		}
	})
}

// The list above is complete: a record is a struct with a primary key.
func TestRecordsAreListed(t *testing.T) {
	var listed []string
	for _, record := range records() {
		listed = append(listed, reflect.TypeOf(record).Name())
	}
	slices.Sort(listed)
	if diff := cmp.Diff(declaredRecords(t), listed); diff != "" {
		t.Errorf("declared and listed records differ (-declared +listed):\n%s", diff)
	}
}

// Both dialects have the same versions, and each migration can be rolled back.
func TestMigrationFiles(t *testing.T) {
	names := func(dialect store.Dialect) []string {
		files, err := migrations.Files(string(dialect))
		if err != nil {
			t.Fatal(err)
		}
		names, err := fs.Glob(files, "*.sql")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			content, err := fs.ReadFile(files, name)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(string(content), "-- +goose Up\n") || !strings.Contains(string(content), "\n-- +goose Down\n") {
				t.Errorf("%s/%s lacks an up or down section", dialect, name)
			}
		}
		return names
	}
	if diff := cmp.Diff(names(store.SQLite), names(store.Postgres)); diff != "" {
		t.Errorf("the dialects' files differ (-sqlite +postgres):\n%s", diff)
	}
}

// recordColumns maps "table.column" to its type, with NULL if it is nullable.
func recordColumns(t *testing.T, dialect store.Dialect) map[string]string {
	t.Helper()
	columns := map[string]string{}
	for _, record := range records() {
		parsed, err := schema.Parse(record, &sync.Map{}, schema.NamingStrategy{})
		if err != nil {
			t.Fatal(err)
		}
		for _, field := range parsed.Fields {
			name := parsed.Table + "." + field.DBName
			columns[name] = columnType(t, dialect, field)
			if field.FieldType.Kind() == reflect.Pointer || slices.Contains(nullable(), name) {
				columns[name] += " NULL"
			}
		}
	}
	return columns
}

// columnType returns a dialect's column type for a field.
func columnType(t *testing.T, dialect store.Dialect, field *schema.Field) string {
	t.Helper()
	kind := field.IndirectFieldType.Kind()
	name := kind.String()
	switch {
	case field.Serializer != nil:
		name = "json"
	case kind == reflect.Slice:
		name = "bytes"
	}
	types := map[store.Dialect]map[string]string{
		store.SQLite:   {"string": "TEXT", "int64": "INTEGER", "bool": "INTEGER", "bytes": "BLOB", "json": "TEXT"},
		store.Postgres: {"string": "text", "int64": "bigint", "bool": "boolean", "bytes": "bytea", "json": "jsonb"},
	}
	column, ok := types[dialect][name]
	if !ok {
		t.Fatalf("field %s: no column type for %s", field.Name, name)
	}
	return column
}

// tableColumns is like recordColumns, for what the database has.
func tableColumns(t *testing.T, dialect store.Dialect, raw *sql.DB) map[string]string {
	t.Helper()
	query := `SELECT m.name || '.' || c.name || ' ' || c.type || iif(c."notnull", '', ' NULL')
		FROM sqlite_master m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name <> 'goose_db_version'`
	if dialect == store.Postgres {
		query = `SELECT table_name || '.' || column_name || ' ' || data_type ||
				CASE is_nullable WHEN 'YES' THEN ' NULL' ELSE '' END
			FROM information_schema.columns
			WHERE table_schema = 'public' AND table_name <> 'goose_db_version'`
	}
	columns := map[string]string{}
	for _, row := range column[string](t, raw, query) {
		name, kind, _ := strings.Cut(row, " ")
		columns[name] = kind
	}
	return columns
}

// declaredRecords names the structs of package models that have a primary key.
func declaredRecords(t *testing.T) []string {
	t.Helper()
	names := map[string]bool{}
	for _, file := range parseModels(t) {
		ast.Inspect(file, func(node ast.Node) bool {
			declared, ok := node.(*ast.TypeSpec)
			if !ok {
				return true
			}
			record, ok := declared.Type.(*ast.StructType)
			if !ok {
				return true
			}
			for _, field := range record.Fields.List {
				if field.Tag != nil && strings.Contains(field.Tag.Value, "primaryKey") {
					names[declared.Name.Name] = true
				}
			}
			return true
		})
	}
	return slices.Sorted(maps.Keys(names))
}

func parseModels(t *testing.T) []*ast.File {
	t.Helper()
	paths, err := filepath.Glob("../*.go")
	if err != nil || len(paths) == 0 {
		t.Fatalf("find files of package models: %v, %v", paths, err)
	}
	var files []*ast.File
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

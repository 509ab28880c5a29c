// Package noun is the frame for the packages below it, one for each noun: it has
// what roles, resources, organizations and so on have in common, so that a noun only
// has what is specific to it.
//
// A change locks the record, applies the requested change, checks the result, computes
// the difference, writes, and publishes the event, all in one transaction. A noun
// describes its records in a Kind and calls Create, Update, Delete and Change.
//
// # A new noun
//
// app/noun/organizationrole/scope.go is close to the smallest noun; app/noun/role is
// the full one, with holders and permissions. Where nouns differ, a new one does as
// role does: creating responds with 200, lists take page and search.<field>, a taken
// name is <noun>.name_in_use, the values of a form are the record, and the event of a
// change is <Noun>.Data.Updated.
//
// Outside its own package it touches:
//
//	models/<noun>.go                      the record
//	models/migrations/*/NNNN_<noun>.sql   its table, with the index (tenant_id, created_at, id)
//	                                      if it is listed newest first
//	models/store/<noun>.go, store.go      its part of the store; asConfiguration if tokens or
//	                                      sign-ins depend on it and nodes cache it
//	models/store/tenant_removal.go        its place in the deletion of a tenant
//	models/store/migrate_schema_test.go   the record beside its table
//	models/store/storetest                records.go (made, stored and read), suite.go
//	app/ground/event/keys.go              its events; views/console/log/event.go and
//	                                      locales/*/console.*.toml name them
//	app/server/wire.go                    the service, its API and its pages
//	views/console/<noun>, views/href      its pages and their addresses
//	views/layout/shell.go, console.templ  its entry in the sidebar
//	locales/*/console_<noun>.*.toml       its texts; error_<noun>.*.toml those of its faults
//	app/edge/api/{matrix,contract}_test   populate and drive<Noun>
//	app/server/outbox_test.go             how each of its events is caused
//	app/e2e/action_console_<noun>_screens_test.go
//
// Tests fail with the name of what is missing, except for storetest: add the noun to
// records.go and suite.go by hand.
//
// Boundary: it knows no particular noun, no HTTP and no page. Lists, forms and
// confirmations of the console are in app/edge/web, lists and bodies of the API in
// app/edge/api.
package noun

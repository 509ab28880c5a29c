// Package models holds the records that Portico stores, one file per noun.
//
// A record is its fields, its GORM tags and the methods that need nothing but
// the record: no query, no rule, no import of ours. Times are epoch
// milliseconds (UTC); a zero means "not set". Every record except Tenant
// carries the tenant that owns it.
//
// # Glossary
//
//	word           what it is                                      avoid
//	tenant         a closed world of people and applications       realm, instance
//	user           a person with an account in a tenant            subject, account
//	operator       a user of the tenant "admin"                    administrator, staff
//	application    an OAuth client                                 client, app (in records)
//	resource       a protected API, named by its indicator         audience, service
//	scope          one permission of a resource                    entitlement
//	permission     a scope that somebody has by a role             grant (in this sense)
//	role           a set of scopes for users or for applications   group
//	organization   a group of a tenant's users and machines        team, company, workspace
//	member         a user or an application in an organization     participant
//	machine        an application that nobody signs in to          service account
//	invitation     asks the owner of an address to join            invite
//	connector      a service outside that a tenant has set up      integration, plugin
//	template       the roles and permissions of all organizations  blueprint
//	session        a browser in which a user is signed in          login
//	interaction    one authorization request on its way            flow, transaction
//	grant          what a user granted an application once         consent, authorization
//	identifier     what a person types to say who they are         login name
package models

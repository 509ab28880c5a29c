// Package tenant makes, renames and deletes the tenants of an installation and
// changes a tenant's settings. Which tenant a request belongs to is the matter
// of app/ground/tenant; who may do this, of app/ground/actor.
package tenant

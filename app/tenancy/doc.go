// Package tenancy makes, renames and deletes the tenants of an installation and
// changes a tenant's settings. Which tenant a request belongs to is the matter
// of app/tenant; who may do this, of app/actor.
package tenancy

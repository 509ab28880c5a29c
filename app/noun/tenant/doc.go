// Package tenant creates, renames and deletes the tenants of an installation and
// changes a tenant's settings. app/ground/tenant decides which tenant a request
// belongs to; app/ground/actor, who may do this.
package tenant

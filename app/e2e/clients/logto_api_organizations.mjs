// The npm package @logto/api, used by a program that manages resources, roles and organizations.
import { createManagementApi } from "@logto/api/management";
import { report, settings } from "./person.mjs";

const { apiClient } = createManagementApi("default", {
  clientId: settings.id,
  clientSecret: settings.secret,
  baseUrl: settings.endpoint,
  apiIndicator: "https://default.logto.app/api",
});

// calls are the calls with their response statuses.
const calls = [];
async function call(method, path, options) {
  const { data, error, response } = await apiClient[method](path, options);
  calls.push(`${response.status} ${method} ${path}`);
  return data ?? error;
}
const at = (path, body) => ({ params: { path }, ...(body && { body }) });

const resource = await call("POST", "/api/resources", { body: { name: "Orders", indicator: "https://orders.example/" } });
const ofResource = { resourceId: resource.id };
const read = await call("POST", "/api/resources/{resourceId}/scopes", at(ofResource, { name: "read:orders", description: "See orders" }));
const write = await call("POST", "/api/resources/{resourceId}/scopes", at(ofResource, { name: "write:orders" }));
const resources = await call("GET", "/api/resources", { params: { query: { includeScopes: "true" } } });

const role = await call("POST", "/api/roles", { body: { name: "clerk", description: "Looks after orders", type: "User", scopeIds: [read.id] } });
const user = await call("POST", "/api/users", { body: { username: "org_ann", primaryEmail: "Org.Ann@example.com" } });
const given = await call("POST", "/api/users/{userId}/roles", at({ userId: user.id }, { roleIds: [role.id] }));
const again = await call("POST", "/api/users/{userId}/roles", at({ userId: user.id }, { roleIds: [role.id] }));
const rolesOfUser = await call("GET", "/api/users/{userId}/roles", at({ userId: user.id }));
const roles = await call("GET", "/api/roles", { params: { query: { search: "%clerk%" } } });

const invite = await call("POST", "/api/organization-scopes", { body: { name: "invite:member" } });
const admin = await call("POST", "/api/organization-roles", {
  body: { name: "admin", organizationScopeIds: [invite.id], resourceScopeIds: [read.id, write.id] },
});
const template = await call("GET", "/api/organization-roles", {});

const organization = await call("POST", "/api/organizations", { body: { name: "Globex", customData: { plan: "pro" } } });
const inOrganization = { id: organization.id };
await call("POST", "/api/organizations/{id}/users", at(inOrganization, { userIds: [user.id] }));
await call("POST", "/api/organizations/{id}/users/{userId}/roles", at({ ...inOrganization, userId: user.id }, { organizationRoleNames: ["admin"] }));
const members = await call("GET", "/api/organizations/{id}/users", at(inOrganization));
const scopes = await call("GET", "/api/organizations/{id}/users/{userId}/scopes", at({ ...inOrganization, userId: user.id }));
const ofUser = await call("GET", "/api/users/{userId}/organizations", at({ userId: user.id }));

const machine = await call("POST", "/api/applications", { body: { name: "Importer", type: "MachineToMachine" } });
await call("POST", "/api/organizations/{id}/applications", at(inOrganization, { applicationIds: [machine.id] }));
const machines = await call("GET", "/api/organizations/{id}/applications", at(inOrganization));

await call("POST", "/api/organizations/{id}/jit/email-domains", at(inOrganization, { emailDomain: "Globex.example" }));
const domains = await call("GET", "/api/organizations/{id}/jit/email-domains", at(inOrganization));

const invitation = await call("POST", "/api/organization-invitations", {
  body: { invitee: "New@Example.com", organizationId: organization.id, expiresAt: Date.now() + 86_400_000, organizationRoleIds: [admin.id] },
});
const repeated = await call("POST", "/api/organization-invitations", {
  body: { invitee: "new@EXAMPLE.com", organizationId: organization.id, expiresAt: Date.now() + 86_400_000 },
});
const revoked = await call("PUT", "/api/organization-invitations/{id}/status", at({ id: invitation.id }, { status: "Revoked" }));

await call("DELETE", "/api/organizations/{id}/users/{userId}", at({ ...inOrganization, userId: user.id }));
const stranger = await call("GET", "/api/organizations/{id}/users/{userId}/scopes", at({ ...inOrganization, userId: user.id }));
await call("DELETE", "/api/organizations/{id}", at(inOrganization));
await call("DELETE", "/api/resources/{id}", at({ id: resource.id }));

const names = (list) => list.map(({ name }) => name).sort();
report({
  calls,
  scopesOfResource: names(resources.find(({ id }) => id === resource.id).scopes),
  addedRoleIds: [given.addedRoleIds.length, again.addedRoleIds.length],
  rolesOfUser: names(rolesOfUser),
  usersOfRole: roles[0].usersCount,
  template: template.map(({ name, scopes, resourceScopes }) => [name, ...names(scopes), ...names(resourceScopes)]),
  customData: organization.customData,
  members: members.map(({ username, organizationRoles }) => [username, ...names(organizationRoles)]),
  scopes: names(scopes),
  organizationsOfUser: ofUser.map(({ name, organizationRoles }) => [name, ...names(organizationRoles)]),
  machines: names(machines),
  domains: domains.map(({ emailDomain }) => emailDomain),
  invitation: [invitation.invitee, invitation.status, ...names(invitation.organizationRoles)],
  revoked: revoked.status,
  refusals: [repeated.code, stranger.code],
});

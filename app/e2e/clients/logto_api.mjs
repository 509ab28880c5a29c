// The npm package @logto/api, used by a program that manages users and applications.
import { createManagementApi } from "@logto/api/management";
import { report, settings } from "./person.mjs";

const { apiClient } = createManagementApi("default", {
  clientId: settings.id,
  clientSecret: settings.secret,
  baseUrl: settings.endpoint,
  apiIndicator: "https://default.logto.app/api",
});

// statuses are the response statuses, in order.
const statuses = [];
async function call(method, path, options) {
  const { data, error, response } = await apiClient[method](path, options);
  statuses.push(response.status);
  return data ?? error;
}

const user = await call("POST", "/api/users", { body: { username: "api_ann", primaryEmail: "api_ann@example.com", customData: { plan: "pro" } } });
const userPath = { path: { userId: user.id } };
const readUser = await call("GET", "/api/users/{userId}", { params: userPath });
const updatedUser = await call("PATCH", "/api/users/{userId}", { params: userPath, body: { name: "Ann", primaryEmail: null } });
const foundUsers = await call("GET", "/api/users", { params: { query: { search: "api\\_%", page: 1, page_size: 10 } } });
const taken = await call("POST", "/api/users", { body: { username: "api_ann" } });
await call("DELETE", "/api/users/{userId}", { params: userPath });
const goneUser = await call("GET", "/api/users/{userId}", { params: userPath });

const metadata = { redirectUris: ["https://shop.example/callback"], postLogoutRedirectUris: [] };
const application = await call("POST", "/api/applications", { body: { name: "Api shop", type: "Traditional", oidcClientMetadata: metadata } });
const applicationPath = { path: { id: application.id } };
const readApplication = await call("GET", "/api/applications/{id}", { params: applicationPath });
const updatedApplication = await call("PATCH", "/api/applications/{id}", { params: applicationPath, body: { description: "Sells" } });
const foundApplications = await call("GET", "/api/applications", { params: { query: { types: ["Traditional", "SPA"], search: "Api shop" } } });
await call("DELETE", "/api/applications/{id}", { params: applicationPath });
const goneApplication = await call("GET", "/api/applications/{id}", { params: applicationPath });

const { isAdmin, ...sameApplication } = readApplication;
report({
  statuses,
  sameUser: JSON.stringify(readUser) === JSON.stringify(user),
  updatedUser: [updatedUser.username, updatedUser.name, updatedUser.primaryEmail],
  foundUsers: foundUsers.map(({ username }) => username),
  taken: taken.code,
  goneUser: goneUser.code,
  sameApplication: JSON.stringify(sameApplication) === JSON.stringify(application) && isAdmin === false,
  updatedApplication: [updatedApplication.name, updatedApplication.description],
  foundApplications: foundApplications.map(({ name }) => name),
  goneApplication: goneApplication.code,
});

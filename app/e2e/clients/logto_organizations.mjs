// The npm package @logto/browser, used by a single-page application whose users belong
// to several organizations. The page shows what it got, for the test to read.
import LogtoClient, { UserScope } from "@logto/browser";

const settings = JSON.parse(document.getElementById("settings").textContent);
const resource = "https://shopping.api/";
const client = new LogtoClient({
  endpoint: settings.endpoint,
  appId: settings.id,
  resources: [resource],
  scopes: [UserScope.Organizations, UserScope.OrganizationRoles, "read", "write", "invite:member"],
});

function show(state, value) {
  const result = document.getElementById("result");
  result.textContent = JSON.stringify(value);
  result.dataset.state = state;
}

// The package logs requests that the server refuses; some here are meant to be.
console.error = () => {};

const claimsOf = (token) => JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/")));

// ask returns what a token contains, or why there is none.
async function ask(work) {
  try {
    const { aud, scope, organization_id: organization } = claimsOf(await work());
    return { aud, scope: scope ?? "", organization: organization ?? "" };
  } catch (error) {
    return { error: error.data?.code ?? error.code ?? String(error) };
  }
}

async function showTokens() {
  const { organizations, organization_roles: roles } = await client.getIdTokenClaims();
  const { organization_data: data } = await client.fetchUserInfo();
  const [foo, bar] = ["shopping0foo", "shopping0bar"];
  show("signed-in", {
    organizations,
    roles,
    names: data.map(({ name }) => name),
    tokens: [
      await ask(() => client.getAccessToken(resource, foo)),
      await ask(() => client.getAccessToken(resource, bar)),
      await ask(() => client.getAccessToken(resource)),
      await ask(() => client.getOrganizationToken(foo)),
      await ask(() => client.getOrganizationToken(bar)),
      await ask(() => client.getAccessToken(resource, "nowhere")),
    ],
  });
}

function act(id, work) {
  document.getElementById(id).addEventListener("click", () => work().catch((error) => show("failed", String(error))));
}

async function start() {
  if (await client.isSignInRedirected(location.href)) await client.handleSignInCallback(location.href);
  if (await client.isAuthenticated()) await showTokens();
  else show("signed-out", null);
}

act("sign-in", () => client.signIn(`${location.origin}/callback`));
act("refresh", async () => {
  await client.clearAccessToken();
  await showTokens();
});

start().catch((error) => show("failed", String(error)));

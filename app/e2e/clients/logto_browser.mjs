// The npm package @logto/browser, used by a single-page application on another
// origin. The page shows what it got, for the test to read.
import LogtoClient from "@logto/browser";

const settings = JSON.parse(document.getElementById("settings").textContent);
const client = new LogtoClient({ endpoint: settings.endpoint, appId: settings.id, scopes: ["email"] });
const redirectURI = `${location.origin}/callback`;

function show(state, value) {
  const result = document.getElementById("result");
  result.textContent = JSON.stringify(value);
  result.dataset.state = state;
}

async function showPerson(state) {
  const [claims, userinfo] = [await client.getIdTokenClaims(), await client.fetchUserInfo()];
  show(state, {
    sub: claims.sub,
    userinfo,
    accessToken: await client.getAccessToken(),
    refreshToken: await client.getRefreshToken(),
  });
}

function act(id, work) {
  document.getElementById(id).addEventListener("click", () => work().catch((error) => show("failed", String(error))));
}

async function start() {
  if (await client.isSignInRedirected(location.href)) await client.handleSignInCallback(location.href);
  if (await client.isAuthenticated()) await showPerson("signed-in");
  else show("signed-out", null);
}

act("sign-in", () => client.signIn(redirectURI));
act("refresh", async () => {
  await client.clearAccessToken();
  await showPerson("refreshed");
});
act("sign-out", () => client.signOut(`${location.origin}/bye`));

start().catch((error) => show("failed", String(error)));

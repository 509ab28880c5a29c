// The npm package @logto/node, used by a web application.
import LogtoClient from "@logto/node";
import { report, settings, visit } from "./person.mjs";

const stored = new Map();
const storage = {
  getItem: async (key) => stored.get(key) ?? null,
  setItem: async (key, value) => void stored.set(key, value),
  removeItem: async (key) => void stored.delete(key),
};
let address;
const client = new LogtoClient(
  { endpoint: settings.endpoint, appId: settings.id, appSecret: settings.secret || undefined, scopes: ["email"] },
  { navigate: (url) => { address = url; }, storage },
);

await client.signIn({ redirectUri: settings.redirectURI, firstScreen: settings.firstScreen });
await client.handleSignInCallback(await visit("sign-in", address));
const claims = await client.getIdTokenClaims();
const userinfo = await client.fetchUserInfo();
const before = { access: await client.getAccessToken(), refresh: await client.getRefreshToken() };
await client.clearAccessToken();
const after = { access: await client.getAccessToken(), refresh: await client.getRefreshToken() };

await client.signOut(settings.postLogoutRedirectURI);
const left = await visit("sign-out", address);

// A refresh with the token from before the sign-out.
const { tokenEndpoint: endpoint } = await client.getOidcConfig();
const body = new URLSearchParams({ grant_type: "refresh_token", client_id: settings.id, refresh_token: after.refresh });
if (settings.secret) body.set("client_secret", settings.secret);
const refused = await fetch(endpoint, { method: "POST", body }).then((response) => response.json());

report({
  username: userinfo.username,
  sameSubject: userinfo.sub === claims.sub,
  renewed: before.access !== after.access,
  rotated: before.refresh !== after.refresh,
  signedIn: await client.isAuthenticated(),
  left,
  refusal: refused.error,
});

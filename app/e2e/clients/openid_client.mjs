// The npm package openid-client: discovery, code flow, userinfo, refresh,
// introspection, revocation, sign-out.
import * as client from "openid-client";
import { report, settings, visit } from "./person.mjs";

const authentication = {
  client_secret_basic: () => client.ClientSecretBasic(settings.secret),
  client_secret_post: () => client.ClientSecretPost(settings.secret),
  client_secret_jwt: () => client.ClientSecretJwt(settings.secret),
  none: () => client.None(),
}[settings.authMethod]();

const config = await client.discovery(new URL(settings.issuer), settings.id, undefined, authentication, {
  execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
});
const verifier = client.randomPKCECodeVerifier();
const state = client.randomState();
const nonce = client.randomNonce();
const url = client.buildAuthorizationUrl(config, {
  redirect_uri: settings.redirectURI,
  scope: "openid offline_access profile email",
  prompt: "consent",
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: "S256",
  state,
  nonce,
});

const callback = await visit("sign-in", url);
const tokens = await client.authorizationCodeGrant(config, new URL(callback), {
  pkceCodeVerifier: verifier,
  expectedState: state,
  expectedNonce: nonce,
  idTokenExpected: true,
});
const { sub } = tokens.claims();
const userinfo = await client.fetchUserInfo(config, tokens.access_token, sub);
const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);

let active = null;
if (settings.authMethod !== "none") {
  ({ active } = await client.tokenIntrospection(config, refreshed.access_token));
}
const left = await visit("sign-out", client.buildEndSessionUrl(config, {
  id_token_hint: refreshed.id_token,
  post_logout_redirect_uri: settings.postLogoutRedirectURI,
  state: "bye",
}));
await client.tokenRevocation(config, refreshed.refresh_token);
const refusal = await client.refreshTokenGrant(config, refreshed.refresh_token).catch((error) => error.error);

report({
  username: userinfo.username,
  sameSubject: refreshed.claims().sub === sub && userinfo.sub === sub,
  renewed: refreshed.access_token !== tokens.access_token,
  rotated: refreshed.refresh_token !== tokens.refresh_token,
  active,
  left,
  refusal,
});

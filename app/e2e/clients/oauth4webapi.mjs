// The npm package oauth4webapi, which strictly validates every response.
import * as oauth from "oauth4webapi";
import { report, settings, visit } from "./person.mjs";

const insecure = { [oauth.allowInsecureRequests]: true };
const issuer = new URL(settings.issuer);
const client = { client_id: settings.id };
const authentication = {
  client_secret_basic: () => oauth.ClientSecretBasic(settings.secret),
  client_secret_post: () => oauth.ClientSecretPost(settings.secret),
  client_secret_jwt: () => oauth.ClientSecretJwt(settings.secret),
  none: () => oauth.None(),
}[settings.authMethod]();

const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
const metadata = await oauth.processDiscoveryResponse(
  issuer,
  await oauth.discoveryRequest(issuer, { ...insecure, algorithm: "oauth2" }),
);

const verifier = oauth.generateRandomCodeVerifier();
const state = oauth.generateRandomState();
const nonce = oauth.generateRandomNonce();
const url = new URL(server.authorization_endpoint);
for (const [name, value] of Object.entries({
  client_id: settings.id,
  redirect_uri: settings.redirectURI,
  response_type: "code",
  scope: "openid offline_access profile email",
  prompt: "consent",
  code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
  code_challenge_method: "S256",
  state,
  nonce,
})) url.searchParams.set(name, value);

const callback = new URL(await visit("sign-in", url));
const answer = oauth.validateAuthResponse(server, client, callback, state);
const response = await oauth.authorizationCodeGrantRequest(
  server, client, authentication, answer, settings.redirectURI, verifier, insecure,
);
const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
  expectedNonce: nonce,
  requireIdToken: true,
});
await oauth.validateApplicationLevelSignature(server, response, insecure);
const { sub } = oauth.getValidatedIdTokenClaims(tokens);

const userinfo = await oauth.processUserInfoResponse(
  server, client, sub, await oauth.userInfoRequest(server, client, tokens.access_token, insecure),
);
const refresh = (token) => oauth.refreshTokenGrantRequest(server, client, authentication, token, insecure);
const refreshed = await oauth.processRefreshTokenResponse(server, client, await refresh(tokens.refresh_token));

let active = null;
if (settings.authMethod !== "none") {
  const introspected = await oauth.introspectionRequest(server, client, authentication, refreshed.access_token, insecure);
  ({ active } = await oauth.processIntrospectionResponse(server, client, introspected));
}
const end = new URL(server.end_session_endpoint);
end.searchParams.set("id_token_hint", refreshed.id_token);
end.searchParams.set("post_logout_redirect_uri", settings.postLogoutRedirectURI);
end.searchParams.set("state", "bye");
const left = await visit("sign-out", end);
await oauth.processRevocationResponse(
  await oauth.revocationRequest(server, client, authentication, refreshed.refresh_token, insecure),
);
const refusal = await refresh(refreshed.refresh_token)
  .then((refused) => oauth.processRefreshTokenResponse(server, client, refused))
  .then(() => "none", (error) => error.error);

report({
  username: userinfo.username,
  sameSubject: userinfo.sub === sub && oauth.getValidatedIdTokenClaims(refreshed).sub === sub
    && metadata.issuer === server.issuer,
  renewed: refreshed.access_token !== tokens.access_token,
  rotated: refreshed.refresh_token !== tokens.refresh_token,
  active,
  left,
  refusal,
});

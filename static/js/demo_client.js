// An OpenID Connect client for one page: discovery, the authorization code
// flow with PKCE, refresh, userinfo and sign-out. It requests nothing from the
// server that another application could not request.

const encoder = new TextEncoder();

// Failure describes what went wrong, with a reason for people and, if the
// provider sent them, its error code and description.
export class Failure extends Error {
  constructor(reason, code = "", description = "") {
    super(description || code || reason);
    this.reason = reason;
    this.code = code;
    this.description = description;
  }
}

export class Client {
  constructor({ issuer, clientId, redirectUri, scope, resource }) {
    Object.assign(this, { issuer, clientId, redirectUri, scope, resource });
  }

  get tokens() {
    return JSON.parse(sessionStorage.getItem("portico.demo.tokens") || "null");
  }

  set tokens(tokens) {
    if (tokens) sessionStorage.setItem("portico.demo.tokens", JSON.stringify(tokens));
    else sessionStorage.removeItem("portico.demo.tokens");
  }

  // discover reads the provider's metadata once (OpenID Connect Discovery 1.0, section 4).
  async discover() {
    if (this.provider) return this.provider;
    const provider = await requestJSON(`${this.issuer}/.well-known/openid-configuration`);
    if (provider.issuer !== this.issuer) throw new Failure("issuer");
    this.provider = provider;
    return provider;
  }

  // signIn leaves the page (RFC 6749, section 4.1.1; RFC 7636, section 4.3).
  async signIn(extra) {
    if (!crypto.subtle) throw new Failure("insecure");
    const { authorization_endpoint: endpoint } = await this.discover();
    const started = { state: random(), nonce: random(), verifier: random() };
    sessionStorage.setItem("portico.demo.started", JSON.stringify(started));
    const url = new URL(endpoint);
    const digest = await crypto.subtle.digest("SHA-256", encoder.encode(started.verifier));
    const params = {
      client_id: this.clientId,
      redirect_uri: this.redirectUri,
      response_type: "code",
      scope: this.scope,
      prompt: "consent",
      state: started.state,
      nonce: started.nonce,
      code_challenge: toBase64URL(new Uint8Array(digest)),
      code_challenge_method: "S256",
      ...(this.resource && { resource: this.resource }),
      ...extra,
    };
    for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
    location.assign(url);
  }

  // receive handles an authorization response (RFC 6749, section 4.1.2; RFC 9207, section 2.4).
  async receive(params) {
    const started = JSON.parse(sessionStorage.getItem("portico.demo.started") || "null");
    sessionStorage.removeItem("portico.demo.started");
    if (!started || params.get("state") !== started.state) throw new Failure("state");
    if (params.get("iss") !== this.issuer) throw new Failure("issuer");
    if (params.has("error")) {
      const code = params.get("error");
      throw new Failure(code === "access_denied" ? "denied" : "refused", code, params.get("error_description") || "");
    }
    await this.request({
      grant_type: "authorization_code",
      code: params.get("code"),
      redirect_uri: this.redirectUri,
      code_verifier: started.verifier,
    }, started.nonce);
  }

  async refresh() {
    try {
      await this.request({ grant_type: "refresh_token", refresh_token: this.tokens.refresh_token });
    } catch (failure) {
      if (failure.code === "invalid_grant") this.tokens = null;
      throw failure.code === "invalid_grant" ? new Failure("expired", failure.code, failure.description) : failure;
    }
  }

  // request sends a token request and stores the response.
  async request(body, nonce) {
    const { token_endpoint: endpoint } = await this.discover();
    const answer = await requestJSON(endpoint, {
      method: "POST",
      body: new URLSearchParams({ client_id: this.clientId, ...body }),
    });
    const tokens = { ...this.tokens, ...answer, received_at: Math.floor(Date.now() / 1000) };
    this.check(tokens, nonce);
    this.tokens = tokens;
  }

  // check checks the claims of the ID token against the request
  // (OpenID Connect Core 1.0, section 3.1.3.7).
  check(tokens, nonce) {
    const { payload } = decode(tokens.id_token) ?? {};
    const now = Date.now() / 1000;
    const good = payload && payload.iss === this.issuer && [payload.aud].flat().includes(this.clientId)
      && payload.exp > now - 60 && (nonce === undefined || payload.nonce === nonce);
    if (!good) throw new Failure("token");
  }

  async userinfo() {
    const { userinfo_endpoint: endpoint } = await this.discover();
    return requestJSON(endpoint, { headers: { Authorization: `Bearer ${this.tokens.access_token}` } });
  }

  // verify checks the signature of a token with the provider's published keys.
  async verify(token) {
    const algorithm = algorithms[decode(token).header.alg];
    if (!algorithm) return false;
    const { jwks_uri: address } = await this.discover();
    const { keys } = await requestJSON(address);
    const jwk = keys.find((key) => key.kid === decode(token).header.kid);
    if (!jwk) return false;
    const key = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["verify"]);
    const [header, payload, signature] = token.split(".");
    return crypto.subtle.verify(algorithm, key, fromBase64URL(signature), encoder.encode(`${header}.${payload}`));
  }

  // signOut leaves the page (RFC 7009; OpenID Connect RP-Initiated Logout 1.0, section 2).
  async signOut() {
    const { refresh_token: token, id_token: hint } = this.tokens;
    const provider = await this.discover();
    this.tokens = null;
    if (token) {
      const body = new URLSearchParams({ client_id: this.clientId, token });
      await fetch(provider.revocation_endpoint, { method: "POST", body }).catch(() => undefined);
    }
    const url = new URL(provider.end_session_endpoint);
    url.searchParams.set("client_id", this.clientId);
    url.searchParams.set("id_token_hint", hint);
    url.searchParams.set("post_logout_redirect_uri", this.redirectUri);
    location.assign(url);
  }
}

const algorithms = {
  ES256: { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
  ES384: { name: "ECDSA", namedCurve: "P-384", hash: "SHA-384" },
  RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
};

// decode parses a JWT; it returns null for anything else.
export function decode(token) {
  const parts = (token ?? "").split(".");
  if (parts.length !== 3) return null;
  try {
    const [header, payload] = parts.slice(0, 2).map((part) => JSON.parse(new TextDecoder().decode(fromBase64URL(part))));
    return { header, payload };
  } catch {
    return null;
  }
}

async function requestJSON(url, options) {
  let response;
  let body;
  try {
    response = await fetch(url, options);
    body = await response.json();
  } catch {
    throw new Failure("network");
  }
  if (!response.ok) throw new Failure("refused", body.error ?? body.code, body.error_description ?? body.message);
  return body;
}

// random is 256 bits, more than a state, a nonce or a verifier needs.
function random() {
  return toBase64URL(crypto.getRandomValues(new Uint8Array(32)));
}

function toBase64URL(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64URL(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}

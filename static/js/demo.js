// The demo application: shows what the client in demo_client.js received.
import { Client, Failure, decode } from "./demo_client.js";

const { texts, thirdParty, ...settings } = JSON.parse(document.getElementById("demo-config").textContent);
let client = clientOf(sessionStorage.getItem("portico.demo.third-party"));
const lang = document.documentElement.lang;
const byId = (id) => document.getElementById(id);
const show = (state) => { document.documentElement.dataset.demo = state; };

// clientOf is the client of this application, or of the sample third-party one.
function clientOf(isThirdParty) {
  return new Client(isThirdParty ? { ...settings, ...thirdParty } : settings);
}

// signIn starts as one of the two; the page remembers which until its tab is closed.
function signIn(isThirdParty, extra) {
  if (isThirdParty) sessionStorage.setItem("portico.demo.third-party", "yes");
  else sessionStorage.removeItem("portico.demo.third-party");
  client = clientOf(isThirdParty);
  return client.signIn({ ui_locales: lang, ...extra });
}

async function start() {
  const params = new URLSearchParams(location.search);
  if (params.has("code") || params.has("error")) {
    show("starting");
    // The response is good once; it must not stay in the URL or the history.
    history.replaceState(null, "", location.pathname);
    await client.receive(params);
  }
  if (!client.tokens) return show("signed-out");
  await showTokens();
}

function fail(error) {
  const failure = error instanceof Failure ? error : new Failure("refused", "", String(error));
  byId("demo-error-text").textContent = texts[failure.reason];
  byId("demo-error-code").textContent = [failure.code, failure.description].filter(Boolean).join(": ");
  show("failed");
}

// act attaches an action that takes a while and may fail to a button.
function act(id, work) {
  const button = byId(id);
  button?.addEventListener("click", async () => {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    try {
      await work();
    } catch (error) {
      fail(error);
      button.removeAttribute("aria-busy");
    }
  });
  return button;
}

async function showTokens() {
  const userinfo = await client.userinfo().catch(recover);
  const tokens = client.tokens;
  const { payload } = decode(tokens.id_token);
  showPerson({ ...payload, ...userinfo });
  showSession(tokens, payload);
  await Promise.all([
    showToken(byId("demo-id-token"), tokens.id_token),
    showToken(byId("demo-access-token"), tokens.access_token),
  ]);
  byId("demo-userinfo").querySelector('[data-part="payload"]').replaceChildren(...json(userinfo));
  show("signed-in");
}

// recover refreshes once when the access token is no longer valid.
async function recover(failure) {
  if (failure.reason !== "refused" || !client.tokens.refresh_token) throw failure;
  await client.refresh();
  return client.userinfo();
}

function showPerson(claims) {
  const name = claims.name || claims.username || claims.preferred_username || claims.email || claims.sub;
  byId("demo-name").textContent = name;
  byId("demo-avatar").textContent = [...name][0].toUpperCase();
}

function showSession(tokens, payload) {
  byId("demo-subject").textContent = payload.sub;
  byId("demo-signed-in-at").textContent = moment(payload.auth_time ?? payload.iat);
  byId("demo-expires-at").textContent = moment(tokens.received_at + tokens.expires_in);
  byId("demo-refresh-token").textContent = tokens.refresh_token ? texts.received : texts.missing;
  const scopes = (tokens.scope || client.scope).split(" ").map((scope) => element("span", "badge", scope));
  byId("demo-scopes").replaceChildren(...scopes);
}

// showToken resolves once the signature has been checked, so that nothing on the
// page moves after it is shown.
async function showToken(panel, token) {
  const part = (name) => panel.querySelector(`[data-part="${name}"]`);
  const decoded = decode(token);
  const pieces = decoded ? token.split(".") : [token];
  part("raw").replaceChildren(...pieces.flatMap((piece, i) => [i ? "." : "", element("span", `piece-${i}`, piece)]));
  part("decoded").hidden = !decoded;
  part("opaque").hidden = Boolean(decoded);
  if (!decoded) return;
  part("header").replaceChildren(...json(decoded.header));
  part("payload").replaceChildren(...json(decoded.payload));
  await showSignature(part("signature"), token);
}

async function showSignature(badge, token) {
  const verified = await client.verify(token).catch(() => false);
  badge.textContent = verified ? texts.verified : texts.unverified;
  badge.classList.toggle("good", verified);
  badge.hidden = false;
}

// json renders a value as coloured text, one member per line; times get a
// human-readable note.
function json(value, indent = "") {
  if (Array.isArray(value) && value.length > 0) return members(value.map((item) => ["", item]), "[]", indent);
  if (value && typeof value === "object" && !Array.isArray(value)) return members(Object.entries(value), "{}", indent);
  return [element("span", typeof value === "string" ? "json-string" : "json-value", JSON.stringify(value))];
}

function members(entries, [open, close], indent) {
  const nodes = [`${open}\n`];
  entries.forEach(([name, value], i) => {
    nodes.push(`${indent}  `);
    if (name) nodes.push(element("span", "json-name", JSON.stringify(name)), ": ");
    nodes.push(...json(value, `${indent}  `));
    if (i < entries.length - 1) nodes.push(",");
    if (isMoment(name, value)) nodes.push(element("span", "json-note", `  ${moment(value)}`));
    nodes.push("\n");
  });
  return [...nodes, indent + close];
}

function isMoment(name, entry) {
  return typeof entry === "number" && ["exp", "iat", "nbf", "auth_time", "updated_at", "created_at"].includes(name);
}

function moment(seconds) {
  return new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" }).format(seconds * 1000);
}

function element(tag, className, text) {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
}

for (const button of document.querySelectorAll('[data-part="copy"]')) {
  const label = button.querySelector("span");
  const original = label.textContent;
  button.addEventListener("click", async () => {
    const panel = button.closest(".panel");
    const source = panel.querySelector('[data-part="raw"]') ?? panel.querySelector('[data-part="payload"]');
    await navigator.clipboard.writeText(source.textContent);
    label.textContent = texts.copied;
    setTimeout(() => { label.textContent = original; }, 1500);
  });
}

act("demo-sign-in", () => signIn(false));
act("demo-register", () => signIn(false, { first_screen: "register" }));
act("demo-third-party", () => signIn(true));
act("demo-sign-out", () => client.signOut());
const refresh = act("demo-refresh", async () => {
  byId("demo-status").textContent = "";
  await client.refresh();
  await showTokens();
  byId("demo-status").textContent = texts.refreshed;
  refresh.removeAttribute("aria-busy");
});
byId("demo-again").addEventListener("click", () => {
  show(client.tokens ? "starting" : "signed-out");
  if (client.tokens) showTokens().catch(fail);
});

// A page restored from the browser's cache has nothing in progress.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

start().catch(fail);

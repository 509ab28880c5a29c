// Settings: the bar appears when something has changed, and leaving asks first.
"use strict";

function settings(form) {
  const bar = form.querySelector("[data-save-bar]");
  // Fields that are not saved, such as a search, are no changes.
  const passing = ["csrf", ...(form.querySelector("[data-passing]")?.dataset.passing.split(" ") ?? [])];
  const state = () => JSON.stringify([...new FormData(form)].filter(([name, value]) => value !== "" && !passing.includes(name)));
  const before = state();
  // A value that the server rejected is not saved, even though the field shows it.
  const isRefused = form.matches(":has([aria-invalid=true])");
  form.isChanged = () => !form.dataset.sent && (isRefused || state() !== before);
  const update = () => bar.toggleAttribute("data-shown", form.isChanged());
  form.addEventListener("input", update);
  form.addEventListener("change", update);
  form.addEventListener("reset", () => setTimeout(() => (isRefused ? leaveTo(location.href) : update())));
  form.addEventListener("submit", () => (form.dataset.sent = "true"));
  update();
}

const hasChanges = () => [...document.forms].some((form) => form.isChanged?.());

function leaveTo(address) {
  for (const form of document.forms) form.dataset.sent = "true";
  location.assign(address);
}

window.addEventListener("beforeunload", (event) => {
  if (hasChanges()) event.preventDefault();
});

// Within the console the question is our own, in the operator's language.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const isElsewhere = link && !link.matches("[target], [download], [hx-get]") && link.origin === location.origin && link.href.split("#")[0] !== location.href.split("#")[0];
  if (!isElsewhere || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented || !hasChanges()) return;
  event.preventDefault();
  const question = document.getElementById("leave");
  question.returnValue = "";
  question.onclose = () => question.returnValue === "leave" && leaveTo(link.href);
  question.showModal();
});

// After saving, the page keeps its scroll position.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const next = event.detail.xhr.getResponseHeader("HX-Redirect");
  if (next && new URL(next, location.href).pathname === location.pathname) {
    sessionStorage.setItem("stay", JSON.stringify([location.pathname, scrollY]));
  }
});

function stay() {
  const [path, top] = JSON.parse(sessionStorage.getItem("stay") ?? "[]");
  sessionStorage.removeItem("stay");
  if (path === location.pathname) scrollTo({ top, behavior: "instant" });
}

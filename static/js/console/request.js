// What htmx sends, and what becomes of it.
"use strict";

// An address says only what somebody asked for.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") return;
  for (const [name, value] of [...event.detail.formData]) {
    if (value === "") event.detail.formData.delete(name);
  }
});

// The results of a search are of no use once somebody has typed on: the next
// ones are on their way, and swapping would take away what was typed.
document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.detail.requestConfig?.elt;
  const input = form?.matches?.("[role=search]") && form.querySelector("[type=search]");
  if (input && input.value !== (event.detail.requestConfig.formData.get(input.name) ?? "")) event.detail.shouldSwap = false;
});

// A form is sent once: its button shows that it is on its way.
const submitterOf = (event) => event.detail.requestConfig.triggeringEvent?.submitter;

document.addEventListener("htmx:beforeRequest", (event) => {
  const button = submitterOf(event);
  if (button?.ariaBusy === "true") event.preventDefault();
  else button?.setAttribute("aria-busy", "true");
});

// Where the answer sends the browser on, the button stays busy until it goes.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.xhr.getResponseHeader("HX-Redirect")) return;
  submitterOf(event)?.removeAttribute("aria-busy");
  delete event.detail.requestConfig.elt.dataset.sent;
});

document.addEventListener("htmx:responseError", () => complain("toast-failed"));
document.addEventListener("htmx:sendError", () => complain("toast-offline"));

// Forms without htmx are sent once too.
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && event.target.method === "post") event.submitter?.setAttribute("aria-busy", "true");
});

window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});

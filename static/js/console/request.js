// What htmx sends, and what happens to the response.
"use strict";

// URLs only include parameters that are set.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") return;
  for (const [name, value] of [...event.detail.formData]) {
    if (value === "") event.detail.formData.delete(name);
  }
});

// Search results are stale once more has been typed: newer ones are on their way,
// and swapping would discard the typed text.
document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.detail.requestConfig?.elt;
  const input = form?.matches?.("[role=search]") && form.querySelector("[type=search]");
  if (input && input.value !== (event.detail.requestConfig.formData.get(input.name) ?? "")) event.detail.shouldSwap = false;
});

// A form is submitted once: its button shows that it is busy.
const submitterOf = (event) => event.detail.requestConfig.triggeringEvent?.submitter;

document.addEventListener("htmx:beforeRequest", (event) => {
  const button = submitterOf(event);
  if (button?.ariaBusy === "true") event.preventDefault();
  else button?.setAttribute("aria-busy", "true");
});

// If the response redirects, the button stays busy until the page changes.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.xhr.getResponseHeader("HX-Redirect")) return;
  submitterOf(event)?.removeAttribute("aria-busy");
  delete event.detail.requestConfig.elt.dataset.sent;
});

document.addEventListener("htmx:responseError", () => complain("toast-failed"));
document.addEventListener("htmx:sendError", () => complain("toast-offline"));

// Forms without htmx are submitted once as well.
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && event.target.method === "post") event.submitter?.setAttribute("aria-busy", "true");
});

window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});

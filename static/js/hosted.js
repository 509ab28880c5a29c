// Progressive enhancement of the hosted pages. Every page is complete without it.
"use strict";

document.querySelectorAll("[data-reveal]").forEach(revealable);
document.querySelectorAll("[data-rules-for]").forEach(ruled);

// A form is submitted once: the button shows that it is busy.
for (const form of document.forms) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "true";
    event.submitter?.setAttribute("aria-busy", "true");
  });
}

// A page restored from the browser's cache can be submitted again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
});

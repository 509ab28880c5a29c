// What JavaScript adds to the console. Every page works without it.
"use strict";

// find is everything in root, and root itself, that a selector names.
function find(root, selector) {
  const below = [...root.querySelectorAll(selector)];
  return root.matches?.(selector) ? [root, ...below] : below;
}

// enliven does once to each element what there is to do: at the start, and to
// what htmx brings.
function enliven(root) {
  find(root, "[data-copy]").forEach(copyable);
  find(root, "[data-moment]").forEach(inOwnZone);
  find(root, "[data-list]").forEach(listField);
  find(root, "[data-json]").forEach(jsonField);
  find(root, "[data-reveal]").forEach(revealable);
  find(root, "[data-rules-for]").forEach(ruled);
  find(root, "[data-toast]").forEach(toast);
  find(root, "form[data-confirm]").forEach(confirmation);
  find(root, "form:has([data-save-bar])").forEach(settings);
  find(root, "[aria-invalid=true]")[0]?.focus();
}

document.addEventListener("htmx:load", (event) => enliven(event.target));
stay();

// Progressive enhancement of the console. Every page works without it.
"use strict";

// find returns the elements in root, and root itself, that match a selector.
function find(root, selector) {
  const below = [...root.querySelectorAll(selector)];
  return root.matches?.(selector) ? [root, ...below] : below;
}

// enliven sets up each element once: at the start, and in what htmx
// inserts.
function enliven(root) {
  find(root, "[data-copy]").forEach(copyable);
  find(root, "[data-moment]").forEach(inOwnZone);
  find(root, "[data-list]").forEach(listField);
  find(root, "[data-json]").forEach(jsonField);
  find(root, "[data-reveal]").forEach(revealable);
  find(root, "[data-rules-for]").forEach(ruled);
  find(root, "[data-toast]").forEach(toast);
  find(root, "[data-mirror]").forEach(mirror);
  find(root, "form[data-confirm]").forEach(confirmation);
  find(root, "form:has([data-save-bar])").forEach(settings);
  find(root, "[aria-invalid=true]")[0]?.focus();
}

document.addEventListener("htmx:load", (event) => enliven(event.target));
stay();

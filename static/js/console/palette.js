// Search and jump: a dialog in which the arrow keys move from the field to the
// results.
"use strict";

const paletteLink = document.querySelector("[data-palette]");

function openPalette() {
  if (dialog.open) return;
  opener = document.activeElement === document.body ? paletteLink : document.activeElement;
  htmx.ajax("GET", paletteLink.getAttribute("href"), { target: dialog, swap: "innerHTML" });
}

paletteLink.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openPalette();
});

if (/Mac|iPhone|iPad/.test(navigator.platform)) paletteLink.querySelector("kbd").textContent = "⌘ K";

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    openPalette();
    return;
  }
  const palette = event.target.closest?.(".palette");
  if (palette) walk(palette, event);
});

// Enter opens the first result, unless the results are for a different query.
document.addEventListener("input", (event) => {
  const palette = event.target.closest(".palette");
  if (palette) palette.dataset.stale = "true";
});

// Text typed before htmx was ready counts as well.
document.addEventListener("htmx:load", (event) => {
  const input = event.target.querySelector?.(".palette input");
  if (input && input.value !== input.defaultValue) htmx.trigger(input.form, "submit");
});

document.addEventListener("htmx:afterSettle", () => {
  delete document.querySelector(".palette")?.dataset.stale;
});

function walk(palette, event) {
  const input = palette.querySelector("input");
  const stops = [input, ...find(palette, "li a")];
  const here = stops.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    stops[(here + step + stops.length) % stops.length].focus();
  } else if (event.key === "Enter" && here === 0 && stops[1] && !palette.dataset.stale) {
    event.preventDefault();
    stops[1].click();
  } else if (here > 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
    input.focus(); // typing continues in the field
  }
}

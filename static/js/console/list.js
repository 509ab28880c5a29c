// Fields with several values: lines are added and removed.
"use strict";

function listField(list) {
  const lines = () => find(list, "[data-list-line]");
  const changed = () => list.dispatchEvent(new Event("input", { bubbles: true }));
  // A line may have several inputs, each with its own label.
  const number = () => lines().forEach((line, i) => line.querySelectorAll("input").forEach((input) => (input.ariaLabel = `${input.dataset.listLabel ?? list.dataset.list} ${i + 1}`)));
  const wire = (line) =>
    line.querySelector("[data-list-remove]").addEventListener("click", () => {
      const next = line.nextElementSibling?.matches("[data-list-line]") ? line.nextElementSibling : line.previousElementSibling;
      if (lines().length > 1) line.remove();
      else empty(line);
      number();
      changed();
      lineInput(next?.matches("[data-list-line]") ? next : lines()[0]).focus();
    });
  const add = () => {
    const line = lines().at(-1).cloneNode(true);
    empty(line);
    lines().at(-1).after(line);
    wire(line);
    number();
    lineInput(line).focus();
  };
  // The empty line is for browsers without scripts.
  if (lines().length > 1) lines().at(-1).remove();
  const original = lines().map((line) => line.cloneNode(true));
  list.closest("form")?.addEventListener("reset", () => {
    const fresh = original.map((line) => line.cloneNode(true));
    lines()[0].before(...fresh);
    lines().slice(fresh.length).forEach((line) => line.remove());
    fresh.forEach(wire);
  });
  list.dataset.ready = "";
  lines().forEach(wire);
  list.querySelector("[data-list-add]").addEventListener("click", add);
  // Enter moves to the next line instead of submitting half of the list.
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || !event.target.value) return;
    event.preventDefault();
    const following = lines()[lines().indexOf(event.target.closest("[data-list-line]")) + 1];
    if (following) lineInput(following).focus();
    else add();
  });
}

function empty(line) {
  for (const input of line.querySelectorAll("input")) {
    input.value = "";
    input.readOnly = false;
    input.placeholder = input.dataset.listPlaceholder ?? input.placeholder;
    input.removeAttribute("aria-invalid");
  }
}

const lineInput = (line) => line.querySelector("input");

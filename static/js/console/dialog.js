// The dialog: htmx fills it, then it opens; whoever opened it gets the focus back.
"use strict";

const dialog = document.getElementById("dialog");
let opener = null;

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target === dialog && !dialog.open) dialog.showModal();
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches("[data-dialog]")) opener = event.target;
});

dialog.addEventListener("close", () => {
  dialog.replaceChildren();
  // What stood in a menu is gone with it.
  (opener?.closest(".menu")?.querySelector("summary") ?? opener)?.focus();
});

dialog.addEventListener("click", (event) => {
  if (event.target !== dialog && !event.target.closest("[data-dialog-close]")) return;
  event.preventDefault();
  dialog.close();
});

// An act that cannot be undone: its button waits for the name.
function confirmation(form) {
  const input = form.querySelector("[name=confirm]");
  const button = form.querySelector("[type=submit]");
  const update = () => (button.disabled = input.value.trim() !== form.dataset.confirm.trim());
  input.addEventListener("input", update);
  update();
}

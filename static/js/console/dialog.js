// The dialog: htmx fills it, then it opens; focus returns to the element that opened it.
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
  // An opener inside a menu is hidden with the menu.
  (opener?.closest(".menu")?.querySelector("summary") ?? opener)?.focus();
});

dialog.addEventListener("click", (event) => {
  if (event.target !== dialog && !event.target.closest("[data-dialog-close]")) return;
  event.preventDefault();
  dialog.close();
});

// An irreversible action: its button is disabled until the name is typed.
function confirmation(form) {
  const input = form.querySelector("[name=confirm]");
  const button = form.querySelector("[type=submit]");
  const update = () => (button.disabled = input.value.trim() !== form.dataset.confirm.trim());
  input.addEventListener("input", update);
  update();
}

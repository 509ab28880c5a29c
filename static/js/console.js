// What JavaScript adds to the console. Every page works without it.
"use strict";

const find = (root, selector) => [...root.querySelectorAll(selector)];

// Everything below is done once to each element, on load and to what htmx brings.
function enliven(root) {
  find(root, "[data-copy]").forEach(copyable);
  find(root, "[data-moment]").forEach(inOwnZone);
  find(root, "[data-list]").forEach(listField);
  find(root, "[data-json]").forEach(jsonField);
  find(root, "[data-toast]").forEach(toast);
  find(root, "form:has([data-save-bar])").forEach(settings);
  const wrong = root.querySelector("[aria-invalid=true]");
  if (wrong) wrong.focus();
}

// Copy buttons.
function copyable(element) {
  const button = element.querySelector("button");
  if (!navigator.clipboard || !button.hidden) return;
  const label = button.getAttribute("aria-label");
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(element.dataset.copy);
    button.classList.add("copied");
    button.setAttribute("aria-label", button.dataset.copied);
    setTimeout(() => {
      button.classList.remove("copied");
      button.setAttribute("aria-label", label);
    }, 1600);
  });
}

// Times come in UTC and are shown in the zone of the browser.
function inOwnZone(time) {
  const format = { dateStyle: "medium", timeStyle: "short" };
  time.title = time.textContent;
  time.textContent = new Intl.DateTimeFormat(document.documentElement.lang, format).format(new Date(time.dateTime));
}

// Fields with several lines.
function listField(list) {
  const lines = () => find(list, "[data-list-line]");
  const add = list.querySelector("[data-list-add]");
  const changed = () => list.dispatchEvent(new Event("input", { bubbles: true }));
  const wire = (line) => {
    const remove = line.querySelector("[data-list-remove]");
    remove.hidden = false;
    remove.addEventListener("click", () => {
      if (lines().length > 1) line.remove();
      else line.querySelector("input").value = "";
      changed();
      lines().at(-1).querySelector("input").focus();
    });
  };
  lines().forEach(wire);
  if (lines().length > 1) lines().at(-1).remove(); // the empty one is for browsers without a script
  add.hidden = false;
  add.addEventListener("click", () => {
    const line = lines().at(-1).cloneNode(true);
    const input = line.querySelector("input");
    input.value = "";
    input.removeAttribute("aria-invalid");
    lines().at(-1).after(line);
    wire(line);
    input.focus();
  });
}

// JSON is checked while it is typed; the server checks it again.
function jsonField(area) {
  const problem = document.querySelector(`[data-json-problem="${area.id}"]`);
  area.addEventListener("input", () => {
    problem.hidden = true;
    try {
      JSON.parse(area.value);
    } catch (error) {
      problem.hidden = false;
      problem.textContent = error.message;
    }
  });
}

// Toasts leave by themselves, unless somebody is reading them.
function toast(element) {
  const close = element.querySelector("button");
  close.hidden = false;
  close.addEventListener("click", () => element.remove());
  const leave = () => {
    if (element.matches(":hover, :focus-within")) setTimeout(leave, 2000);
    else element.remove();
  };
  setTimeout(leave, 6000);
}

// Settings: the bar shows when something has changed, and leaving asks first.
function settings(form) {
  const bar = form.querySelector("[data-save-bar]");
  const state = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== "")).toString();
  const before = state();
  const update = () => (bar.hidden = state() === before && !form.querySelector("[aria-invalid=true]"));
  form.addEventListener("input", update);
  form.addEventListener("reset", () => setTimeout(update));
  form.addEventListener("submit", () => (form.dataset.sent = "true"));
  form.isChanged = () => state() !== before && !form.dataset.sent;
  update();
}

window.addEventListener("beforeunload", (event) => {
  if ([...document.forms].some((form) => form.isChanged?.())) event.preventDefault();
});

// Menus close when the focus or a click goes elsewhere, and on Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = document.querySelector(".menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    openPalette();
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") walkPalette(event);
});

document.addEventListener("focusin", (event) => {
  for (const menu of document.querySelectorAll(".menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// The dialog: htmx fills it, then it opens; whoever opened it gets the focus back.
const dialog = document.getElementById("dialog");
let opener = null;

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target === dialog && !dialog.open) dialog.showModal();
});
document.addEventListener("htmx:load", (event) => enliven(event.target));
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches("[data-dialog], [data-palette]")) opener = event.target;
});
dialog?.addEventListener("close", () => {
  dialog.replaceChildren();
  opener?.focus();
});
dialog?.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
  if (event.target.closest("[data-dialog-close]")) {
    event.preventDefault();
    dialog.close();
  }
});

// Search and jump.
function openPalette() {
  const link = document.querySelector("[data-palette]");
  if (!link || dialog.open) return;
  opener = document.activeElement;
  htmx.ajax("GET", link.getAttribute("href"), { target: "#dialog", swap: "innerHTML" });
}

document.querySelector("[data-palette]")?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openPalette();
});

function walkPalette(event) {
  const palette = event.target.closest?.(".palette");
  if (!palette) return;
  event.preventDefault();
  const stops = [palette.querySelector("input"), ...find(palette, "li a")];
  const step = event.key === "ArrowDown" ? 1 : -1;
  stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
}

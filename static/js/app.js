// What JavaScript adds to the hosted pages. Every page is complete without it.
"use strict";

// The button beside a password that shows it.
for (const button of document.querySelectorAll("[data-reveal]")) {
  const input = document.getElementById(button.dataset.reveal);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  });
  // A password manager saves what is in a field of type password only.
  input.form.addEventListener("submit", () => {
    input.type = "password";
    button.setAttribute("aria-pressed", "false");
  });
}

// The rules of a new password, ticked off while it is typed. The numbers come
// with the page; the server judges all rules again.
const judges = {
  length: (password) => [...password].length,
  types: (password) =>
    [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((type) => type.test(password)).length,
};

for (const rules of document.querySelectorAll("[data-rules-for]")) {
  const input = document.getElementById(rules.dataset.rulesFor);
  const judge = () => {
    for (const rule of rules.querySelectorAll("[data-rule]")) {
      const met = judges[rule.dataset.rule](input.value) >= Number(rule.dataset.least);
      rule.classList.toggle("met", met);
      rule.querySelector("[data-state]").textContent = met ? rules.dataset.met + " " : "";
    }
  };
  input.addEventListener("input", judge);
  judge();
}

// A form is sent once: the button shows that it is on its way.
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

// A page that comes back from the browser's cache can be sent again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
});

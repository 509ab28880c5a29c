// Passwords: the button that shows one, and the rules of a new one. For hosted
// pages and for the console.
"use strict";

// The button beside a password that shows it.
function revealable(button) {
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

function ruled(rules) {
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

// Passwords: the button that shows one, and the rules for a new one. For hosted
// pages and the console.
"use strict";

// The button next to a password that shows it.
function revealable(button) {
  const input = document.getElementById(button.dataset.reveal);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  });
  // A password manager only saves fields of type password.
  input.form.addEventListener("submit", () => {
    input.type = "password";
    button.setAttribute("aria-pressed", "false");
  });
}

// The rules for a new password, ticked off while typing. The limits come with
// the page; the server checks all rules again.
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

// Values and code with a copy button.
"use strict";

function copyable(element) {
  const button = element.querySelector("[data-copied]");
  const label = button.getAttribute("aria-label");
  const say = (text, done) => {
    button.setAttribute("aria-label", text);
    button.classList.toggle("copied", done);
  };
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(element.dataset.copy);
    } catch {
      // Over plain http there is no clipboard: select the value, so that a shortcut copies it.
      getSelection().selectAllChildren(element.querySelector("code"));
      return;
    }
    say(button.dataset.copied, true);
    announce(button.dataset.copied);
    setTimeout(() => say(label, false), 1600);
  });
}

// Toasts disappear on their own, unless someone is reading them.
"use strict";

function toast(element) {
  const isRead = () => element.matches(":hover, :focus-within");
  let left = 6000;
  const clock = setInterval(() => {
    if (isRead() || document.hidden) return;
    left -= 250;
    if (left <= 0) leave();
  }, 250);
  const leave = () => {
    clearInterval(clock);
    element.remove();
  };
  element.querySelector("button").addEventListener("click", leave);
}

// announce announces a text to screen readers.
function announce(text) {
  const region = document.getElementById("announcement");
  region.textContent = "";
  setTimeout(() => (region.textContent = text), 50);
}

// complain shows a toast from a template in the page, by its ID.
function complain(id) {
  const element = document.getElementById(id).content.firstElementChild.cloneNode(true);
  document.getElementById("toasts").append(element);
  toast(element);
}

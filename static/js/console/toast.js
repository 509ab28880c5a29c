// Toasts leave by themselves, unless somebody is reading them.
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

// announce says a text to those who listen to the page.
function announce(text) {
  const region = document.getElementById("announcement");
  region.textContent = "";
  setTimeout(() => (region.textContent = text), 50);
}

// complain shows a toast that the page has ready, by the id of its template.
function complain(id) {
  const element = document.getElementById(id).content.firstElementChild.cloneNode(true);
  document.getElementById("toasts").append(element);
  toast(element);
}

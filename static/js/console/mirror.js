// A text that follows a field as it is typed.
"use strict";

function mirror(element) {
  const field = document.getElementById(element.dataset.mirror);
  const update = () => (element.textContent = field.value.trim() || element.dataset.otherwise);
  field.addEventListener("input", update);
  field.form.addEventListener("reset", () => setTimeout(update));
}

// JSON is checked while it is typed, and the first error is shown; the server
// checks it again. Tab leaves the field as usual.
"use strict";

function jsonField(area) {
  const problem = document.querySelector(`[data-json-problem="${area.id}"] > *`);
  const check = () => {
    const at = area.value.trim() ? brokenAt(area.value) : -1;
    problem.hidden = at < 0;
    if (at < 0) return;
    const before = area.value.slice(0, at).split("\n");
    const text = area.dataset.json.replace("{line}", before.length).replace("{column}", before.at(-1).length + 1);
    if (problem.lastElementChild.textContent !== text) problem.lastElementChild.textContent = text;
  };
  // While typing, JSON is briefly invalid all the time.
  let waiting;
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(check, problem.hidden ? 600 : 0);
  });
  area.addEventListener("blur", check);
  area.form?.addEventListener("reset", () => setTimeout(check));
}

// brokenAt is the offset at which a text stops being JSON, -1 if it is valid (RFC 8259).
// Browsers know it, but each words it differently.
function brokenAt(text) {
  const token = /[ \t\n\r]*(?:([{}[\],:])|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-]))/y;
  const open = [];
  let wants = "value";
  for (;;) {
    const start = token.lastIndex;
    const found = token.exec(text);
    if (!found) {
      const at = start + text.slice(start).match(/^[ \t\n\r]*/)[0].length;
      return at === text.length && wants === "end" && !open.length ? -1 : at;
    }
    const at = token.lastIndex - found[0].trimStart().length;
    const next = after(found[1] ?? (text[at] === '"' ? "string" : "plain"), wants, open);
    if (!next) return at;
    wants = next;
  }
}

// after returns what may follow a token where wants was expected; "" if the token
// is not allowed there. It keeps track of the open brackets.
function after(token, wants, open) {
  const isValue = wants === "value" || wants === "value or ]";
  const isKey = wants === "key" || wants === "key or }";
  if (isValue && token === "{") return open.push("}") && "key or }";
  if (isValue && token === "[") return open.push("]") && "value or ]";
  if (isValue && (token === "string" || token === "plain")) return "end";
  if (isKey && token === "string") return "colon";
  if (wants === "colon" && token === ":") return "value";
  if (wants === "end" && token === "," && open.length) return open.at(-1) === "}" ? "key" : "value";
  const closes = token === open.at(-1) && (wants === "end" || wants.endsWith(token));
  return closes && open.pop() ? "end" : "";
}

// The editor of a script: CodeMirror in place of the plain field, which keeps the
// text for the form. Loaded on its page only, after the console's own script.
"use strict";

const { EditorState, EditorView, HighlightStyle, tags } = CodeMirror;

// The colours are in script.css.
const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], class: "code-keyword" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], class: "code-string" },
  { tag: [tags.number, tags.bool, tags.null], class: "code-number" },
  { tag: [tags.comment], class: "code-comment" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.function(tags.definition(tags.variableName))], class: "code-function" },
  { tag: [tags.propertyName], class: "code-property" },
]);

function scriptEditor(box) {
  const area = box.querySelector("textarea");
  const form = area.form;
  const isLocked = area.matches(":disabled");
  let shownFailure = null;
  let isStale = false; // the marks, since a test has run
  const problems = (view) => {
    const found = [...syntaxProblems(view, box.dataset.syntax), ...failureProblem(view, shownFailure)];
    showStatus(box, found.length);
    return found;
  };
  const view = new EditorView({
    parent: box,
    doc: area.value,
    extensions: [
      EditorView.cspNonce.of(box.dataset.nonce),
      EditorState.phrases.of({ Completions: box.dataset.completions }),
      EditorView.contentAttributes.of({ "aria-label": box.dataset.label, "aria-describedby": "script-keys", tabindex: "0" }),
      isLocked ? [EditorState.readOnly.of(true), EditorView.editable.of(false)] : [],
      CodeMirror.keymap.of([{ key: "Mod-Enter", run: () => document.getElementById("script-run")?.click() ?? true }]),
      CodeMirror.lineNumbers(),
      CodeMirror.highlightSpecialChars(),
      CodeMirror.highlightActiveLine(),
      CodeMirror.history(),
      CodeMirror.indentOnInput(),
      CodeMirror.bracketMatching(),
      CodeMirror.closeBrackets(),
      CodeMirror.syntaxHighlighting(highlighting),
      CodeMirror.javascript(),
      CodeMirror.autocompletion({ override: [fieldCompletions(), CodeMirror.localCompletionSource] }),
      CodeMirror.linter(problems, { delay: 300, needsRefresh: () => isStale }),
      EditorView.domEventHandlers({ beforeinput: typeOverLines }),
      CodeMirror.lintGutter(),
      CodeMirror.keymap.of([
        ...CodeMirror.closeBracketsKeymap, ...CodeMirror.completionKeymap, ...CodeMirror.lintKeymap, ...CodeMirror.historyKeymap,
        CodeMirror.indentWithTab, ...CodeMirror.defaultKeymap,
      ]),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        shownFailure = null;
        area.value = view.state.doc.toString();
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }),
    ],
  });
  const replace = (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  form.addEventListener("reset", () => setTimeout(() => replace(area.value)));
  box.querySelector("textarea").addEventListener("focus", () => view.focus());
  document.getElementById("script-defaults")?.addEventListener("click", (event) => {
    event.preventDefault();
    replace(event.currentTarget.dataset.scriptDefaults);
    view.focus();
  });
  // A failure of a test is marked where it happened, until the script changes.
  const mark = () => {
    shownFailure = document.getElementById("script-failure");
    isStale = true;
    view.dispatch({});
    isStale = false;
    CodeMirror.forceLinting(view);
  };
  form.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "script-result") return;
    mark();
    document.getElementById("script-result").scrollIntoView({ block: "nearest" });
  });
  form.addEventListener("click", (event) => event.target.closest("[data-script-place]") && goTo(view, document.getElementById("script-failure")));
  if (document.getElementById("script-failure")) mark();
}

// typeOverLines replaces selected lines itself: the browser would give what is left of
// them inline styles, which the content security policy refuses.
function typeOverLines(event, view) {
  const { from, to } = view.state.selection.main;
  const isOverLines = view.state.doc.lineAt(from).number !== view.state.doc.lineAt(to).number;
  if (event.inputType !== "insertText" || event.data === null || !isOverLines || view.composing || view.state.readOnly) return false;
  event.preventDefault();
  const typed = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  const isHandled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, event.data, typed));
  if (!isHandled) view.dispatch(typed());
  return true;
}

function showStatus(box, count) {
  const status = box.parentElement.querySelector("[data-script-status]");
  const text = count === 0 ? box.dataset.none : box.dataset.some.replace("{count}", count);
  if (status.textContent !== text) status.textContent = text;
  status.classList.toggle("wrong", count > 0);
}

// syntaxProblems are the places where the text stops being JavaScript.
function syntaxProblems(view, message) {
  const found = [];
  CodeMirror.syntaxTree(view.state).iterate({
    enter: (node) => {
      if (!node.type.isError || found.length >= 10) return;
      const line = view.state.doc.lineAt(node.from);
      const to = Math.max(node.to, Math.min(node.from + 1, view.state.doc.length));
      if (found.at(-1)?.line !== line.number) found.push({ from: node.from, to, severity: "error", message, line: line.number });
    },
  });
  return found;
}

function placeOf(view, failure) {
  const number = Number(failure?.dataset.line ?? 0);
  if (number < 1 || number > view.state.doc.lines) return null;
  const line = view.state.doc.line(number);
  return { from: Math.min(line.from + Math.max(0, failure.dataset.column - 1), line.to), to: line.to };
}

function failureProblem(view, failure) {
  const place = placeOf(view, failure);
  return place ? [{ ...place, severity: "error", message: failure.dataset.text }] : [];
}

function goTo(view, failure) {
  const place = placeOf(view, failure);
  if (!place) return;
  view.dispatch({ selection: { anchor: place.from }, scrollIntoView: true });
  view.focus();
}

// fieldCompletions completes what the script is called with, as the page lists it.
function fieldCompletions() {
  const schema = [...document.querySelectorAll("#script-schema > [data-member]")].map((top) => ({ name: top.dataset.member, members: listedIn(top) }));
  const globals = ["fetch", "console.log"].map((label) => ({ label, type: "function" }));
  return (context) => {
    const typed = context.matchBefore(/[\w$?.[\]]*/);
    const path = typed.text.split(/\??\./).map((step) => step.replace(/\[.*/, ""));
    const last = path.pop();
    if (!last && !path.length && !context.explicit) return null;
    const members = path.length ? membersAt(path, schema, context.state.doc.toString()) : schema;
    if (!members.length) return null;
    const options = members.map(({ name, type }) => ({ label: name, detail: type, type: "property" }));
    return { from: context.pos - last.length, options: path.length ? options : [...options, ...globals], validFor: /^[\w$]*$/ };
  };
}

function listedIn(element) {
  const items = element.querySelectorAll(":scope > ul > li");
  return [...items].map((item) => ({ name: item.firstElementChild.textContent, type: item.childNodes[1].textContent.trim(), members: listedIn(item) }));
}

// membersAt returns the members of what a path names, which may begin with a variable.
function membersAt(path, schema, text, depth = 0) {
  if (path.length === 1 && path[0] === "environmentVariables") return variableNames();
  const known = schema.find(({ name }) => name === path[0]);
  if (known) return path.slice(1).reduce((of, step) => of?.members?.find(({ name }) => name === step), known)?.members ?? [];
  const source = depth < 5 && sourceOf(path[0], text);
  return source ? membersAt([...source, ...path.slice(1)], schema, text, depth + 1) : [];
}

// sourceOf returns the path that a variable was set to: const v = path, or
// const { v } = path.
function sourceOf(variable, text) {
  for (const [, names, name, path] of text.matchAll(/(?:const|let|var)\s+(?:\{([^}]*)\}|([\w$]+))\s*=\s*([\w$]+(?:\??\.[\w$]+)*)/g)) {
    const steps = path.split(/\??\./);
    if (name === variable) return steps;
    for (const part of names?.split(",") ?? []) {
      const [member, renamed = member] = part.split(":").map((word) => word.trim());
      if (renamed === variable) return [...steps, member];
    }
  }
  return null;
}

function variableNames() {
  const names = [...document.querySelectorAll("[name=variableName]")].map((input) => input.value.trim()).filter(Boolean);
  return names.map((name) => ({ name }));
}

// Panes beside the editor: one is shown at a time, the same one after a rejected form.
let openPane = "";

function panes(nav) {
  const open = (hash) => {
    openPane = hash;
    for (const link of nav.querySelectorAll("a")) {
      if (link.hash === hash) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      document.querySelector(link.hash).classList.toggle("open", link.hash === hash);
    }
  };
  nav.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    open(link.hash);
  });
  const wrong = document.querySelector(".pane [aria-invalid=true]")?.closest(".pane");
  if (wrong) open("#" + wrong.id);
  else if (openPane) open(openPane);
}

document.addEventListener("htmx:load", (event) => {
  find(event.target, "[data-panes]").forEach(panes);
  find(event.target, "[data-script]").forEach(scriptEditor);
});

// What a response puts into the fields is a change as well.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "script-samples") event.target.dispatchEvent(new Event("input", { bubbles: true }));
});

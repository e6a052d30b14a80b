// Pages of the form without loading anew. Earlier pages stay in memory, as they were left, for the back button;
// nothing is kept on the device.

import { doSum } from "./sum.js";

const left = [];
let place = 0;
let dirty = false;

export function walkSteps(begin) {
  history.replaceState({ place }, "");
  document.addEventListener("input", () => (dirty = true));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-steps]")) return void (dirty = false);
    event.preventDefault();
    send(form, event.submitter, begin);
  });
  addEventListener("popstate", (event) => back(event.state?.place ?? 0));
  addEventListener("beforeunload", (event) => dirty && event.preventDefault());
}

async function send(form, button, begin) {
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  const action = button?.getAttribute("formaction") ? button.formAction : form.action;
  try {
    const answer = await fetch(action, { method: "POST", body: new FormData(form, button), redirect: "error" });
    if (answer.status >= 500 || !answer.headers.get("Content-Type")?.includes("html")) throw answer.status;
    show(new DOMParser().parseFromString(await answer.text(), "text/html"), action, begin);
  } catch {
    // Whatever went wrong, the browser's own way gives the page that says so.
    dirty = false;
    submitPlainly(form, button);
  } finally {
    delete form.dataset.busy;
  }
}

function submitPlainly(form, button) {
  const go = Object.assign(document.createElement("input"), { type: "hidden", name: "go", value: button?.value ?? "next" });
  form.append(go);
  form.submit();
}

function show(page, action, begin) {
  left[place] = { body: parts(document), title: document.title };
  place += 1;
  history.pushState({ place }, "", action);
  put(parts(page), page.title, page.documentElement.lang);
  if (!document.querySelector("[data-steps]")) dirty = false;
  scrollTo(0, 0);
  (document.querySelector("[data-errors]") ?? document.querySelector("main")).focus();
  begin(document);
}

function back(to) {
  if (to === place || !left[to]) return void (to !== place && location.reload());
  const typed = document.querySelector("[data-steps]");
  const leaving = typed && new FormData(typed);
  left[place] = { body: parts(document), title: document.title };
  place = to;
  put(left[to].body, left[to].title, document.documentElement.lang);
  const form = document.querySelector("[data-steps]");
  if (form && leaving) carry(leaving, form);
  document.querySelector("main").focus();
  doSum(document);
}

// What was answered on the page that is left travels along in the page that comes back.
function carry(leaving, form) {
  const names = new Set([...leaving.keys()].filter((name) => !["step", "go", "files", "website"].includes(name)));
  for (const name of names) {
    const fields = [...form.elements].filter((field) => field.name === name);
    if (fields.some((field) => field.type !== "hidden")) continue;
    const kept = fields.find((field) => field.dataset.work !== undefined);
    if (kept) {
      kept.value ||= leaving.get(name);
      continue;
    }
    for (const field of fields) field.remove();
    for (const value of leaving.getAll(name)) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
  }
}

function parts(page) {
  return [page.querySelector(".languages"), page.querySelector(".first-submit"), page.querySelector("main")];
}

function put(fresh, title, language) {
  const [languages, first, main] = parts(document);
  languages?.remove();
  first?.remove();
  for (const part of [fresh[1], fresh[0]]) if (part) main.before(part);
  main.replaceWith(fresh[2]);
  document.title = title;
  document.documentElement.lang = language;
}

// Pages of the form without loading anew. Earlier pages stay in memory, as they were left, for the back button;
// nothing is kept on the device.
import { doSum } from "./sum.js";

const NOT_CARRIED = ["step", "go", "files", "website"];
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
  if (form.hasAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
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
    form.removeAttribute("aria-busy");
  }
}

function submitPlainly(form, button) {
  form.append(hidden("go", button?.value ?? "next"));
  form.submit();
}

function show(page, action, begin) {
  left[place] = leave(document);
  place += 1;
  history.pushState({ place }, "", action);
  put(leave(page));
  if (!steps()) dirty = false;
  scrollTo(0, 0);
  (document.querySelector("[data-errors]") ?? document.querySelector("main")).focus();
  begin(document);
}

function back(to) {
  if (to === place) return;
  if (!left[to]) return location.reload();
  const typed = steps() && new FormData(steps());
  left[place] = leave(document);
  place = to;
  put(left[to]);
  if (typed && steps()) carry(typed, steps());
  document.querySelector("main").focus();
  doSum(document);
}

// What was answered on the page that is left travels along in the page that comes back.
function carry(typed, form) {
  for (const name of new Set(typed.keys())) {
    const fields = [...form.elements].filter((field) => field.name === name);
    if (NOT_CARRIED.includes(name) || fields.some((field) => field.type !== "hidden")) continue;
    const sum = fields.find((field) => field.dataset.work !== undefined);
    if (sum) {
      sum.value ||= typed.get(name);
      continue;
    }
    for (const field of fields) field.remove();
    form.append(...typed.getAll(name).map((value) => hidden(name, value)));
  }
}

const steps = () => document.querySelector("[data-steps]");
const hidden = (name, value) => Object.assign(document.createElement("input"), { type: "hidden", name, value });
const leave = (page) => ({ body: [...page.body.childNodes], title: page.title, lang: page.documentElement.lang });

function put({ body, title, lang }) {
  document.body.replaceChildren(...body);
  document.title = title;
  document.documentElement.lang = lang;
}

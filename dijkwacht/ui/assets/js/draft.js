// Saves a form as a draft while someone types: <form data-draft="URL">.

const REST_MS = 1500;

export function watchDrafts() {
  for (const form of document.querySelectorAll("form[data-draft]")) watch(form);
}

function watch(form) {
  let timer;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(form), REST_MS);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => clearTimeout(timer));
}

async function save(form) {
  const sent = fieldsOf(form);
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body: sent, redirect: "error" });
    if (!answer.ok) throw new Error(String(answer.status));
    remember(form, answer.headers.get("Draft"));
    form.dispatchEvent(new CustomEvent("draft:saved"));
    say(form, `Bewaard om ${clock(new Date())}`);
  } catch {
    say(form, "Niet bewaard. Wij proberen het opnieuw als u verder typt.");
  }
}

function fieldsOf(form) {
  const fields = new FormData(form);
  for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
  return fields;
}

function remember(form, id) {
  const field = form.querySelector("input[name=draft]");
  if (id && field) field.value = id;
}

function say(form, text) {
  const place = form.querySelector("[data-draft-status]") ?? makePlace(form);
  place.textContent = text;
}

function makePlace(form) {
  const place = document.createElement("p");
  place.className = "draft-status small muted";
  place.setAttribute("role", "status");
  place.dataset.draftStatus = "";
  form.append(place);
  return place;
}

function clock(now) {
  return now.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
}

// Warns when someone leaves a form with text that was not saved: <form data-unsaved>.

export function warnUnsaved() {
  for (const form of document.querySelectorAll("form[data-unsaved]")) guard(form);
}

function guard(form) {
  let changed = false;
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  form.addEventListener("draft:saved", () => (changed = false));
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

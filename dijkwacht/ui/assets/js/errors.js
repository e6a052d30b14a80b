// After a refused form: the reader starts at the list of errors, and the tab says so.

export function focusErrors() {
  const summary = document.querySelector("[data-errors]");
  if (!summary) return;
  document.title = `Fout: ${document.title}`;
  summary.focus();
}

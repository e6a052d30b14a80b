// "Snel weg": the page goes blank at once, and another takes its place in the history.

export function leaveFast() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-leave]");
    if (!link) return;
    event.preventDefault();
    addEventListener("beforeunload", (leaving) => leaving.stopImmediatePropagation(), true);
    document.title = "";
    document.body.replaceChildren();
    location.replace(link.href);
  });
}

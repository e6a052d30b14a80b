// A button for a map; nothing of it is fetched before somebody presses.

export function offerMap(part) {
  for (const ask of part.querySelectorAll("[data-map]")) {
    ask.hidden = false;
    ask.querySelector("button").addEventListener("click", () => load(ask), { once: true });
  }
}

function load(ask) {
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: ask.dataset.style });
  const script = Object.assign(document.createElement("script"), { src: ask.dataset.map });
  script.addEventListener("load", () => globalThis.drawMap(ask));
  document.head.append(style, script);
  if (globalThis.drawMap) globalThis.drawMap(ask);
}

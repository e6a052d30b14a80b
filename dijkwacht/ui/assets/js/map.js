// The map itself, in a file of its own. Its pieces come from our own server only.
import { circleMarker, map as makeMap, tileLayer } from "leaflet";

const DRENTHE = [52.9, 6.6];

globalThis.drawMap = (ask) => {
  if (ask.dataset.drawn) return;
  ask.dataset.drawn = "yes";
  const holder = ask.querySelector(".map");
  const use = ask.querySelector("[data-use]");
  const field = document.querySelector("[name=point]");
  holder.hidden = use.hidden = false;
  ask.querySelector("button").hidden = true;

  const drawn = makeMap(holder, { center: DRENTHE, zoom: 10, minZoom: 8, maxZoom: 18, attributionControl: false });
  tileLayer(ask.dataset.tiles, { maxZoom: 18 }).addTo(drawn);
  const pin = circleMarker(DRENTHE, { radius: 10, weight: 3, color: "#a1242c", interactive: false });

  const point = (at) => {
    pin.setLatLng(at).addTo(drawn);
    field.value = `${at.lat.toFixed(5)}, ${at.lng.toFixed(5)}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  drawn.on("click", (event) => point(event.latlng));
  use.addEventListener("click", () => point(drawn.getCenter()));
};

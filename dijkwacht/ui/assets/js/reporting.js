// The public site. Everything works without this; with it pages come faster, the back button keeps what was typed,
// the sum against floods is done while somebody types, and "Snel weg" leaves no page to go back to.
import { leaveFast } from "./leave.js";
import { offerMap } from "./map_ask.js";
import { walkSteps } from "./steps.js";
import { doSum } from "./sum.js";
import { showTools } from "./tools.js";

function begin(part) {
  doSum(part);
  offerMap(part);
  showTools();
  const errors = part.querySelector("[data-errors]");
  if (errors) {
    document.title = `${errors.dataset.errors}: ${document.title}`;
    errors.focus();
  }
}

leaveFast();
walkSteps(begin);
begin(document);

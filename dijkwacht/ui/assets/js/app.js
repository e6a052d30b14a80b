// Every page works without this file; it only makes work easier.
import "htmx.org";

import { watchArrows } from "./arrows.js";
import { watchDrafts } from "./draft.js";
import { focusErrors } from "./errors.js";
import { sendOnce } from "./once.js";
import { watchSecurityKeys } from "./prf.js";
import { watchSizes } from "./sizes.js";
import { showTools } from "./tools.js";
import { warnUnsaved } from "./unsaved.js";

focusErrors();
watchDrafts();
warnUnsaved();
watchArrows();
showTools();
sendOnce();
watchSecurityKeys();
watchSizes();

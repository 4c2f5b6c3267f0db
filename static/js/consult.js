// Every page works without these; each adds one thing to what the server sends.
import "./autosave.js";
import "./contents.js";
import "./copy.js";
import "./decision-keys.js";
import "./fill.js";
import "./gathering.js";
import "./focus.js";
import "./menu.js";
import "./offline.js";
import "./problems.js";
import "./slips.js";

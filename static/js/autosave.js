// A form with data-autosave saves itself: first on this device, then on the server.
import * as drafts from "./drafts.js";
import { read, same, sendable, write } from "./form-fields.js";

const QUIET_MS = 1500;
const RETRY_MS = 15000;
const forms = new WeakMap();

const keyOf = (form) => form.dataset.autosave;
const part = (form, selector) => form.querySelector(selector);

function say(form, text) {
  const status = part(form, "[data-autosave-status]");
  if (status && text) status.textContent = text;
}

function sentence(form, name) {
  return part(form, ".autosave")?.dataset[name] ?? "";
}

function keepCopy(form, synced) {
  const { other } = forms.get(form);
  drafts.keep(keyOf(form), { fields: read(form), base: form.dataset.savedAt ?? "", synced, other });
}

function later(form, wait) {
  const state = forms.get(form);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(form), wait);
}

async function post(form, signal) {
  const body = new URLSearchParams(sendable(form));
  const headers = { Accept: "application/json", "X-Requested-With": "autosave" };
  return fetch(keyOf(form), { method: "POST", body, headers, signal, keepalive: body.toString().length < 60000 });
}

async function answerOf(response) {
  const isJson = response.headers.get("Content-Type")?.includes("json");
  return isJson ? response.json() : {};
}

/** One save at a time; what was typed meanwhile goes with the next one. */
async function save(form) {
  const state = forms.get(form);
  clearTimeout(state.timer);
  if (state.busy || state.submitted || same(read(form), state.saved)) return;
  const sent = read(form);
  state.busy = new AbortController();
  try {
    await finish(form, sent, await post(form, state.busy.signal));
  } catch {
    if (!state.submitted) waitForNetwork(form);
  } finally {
    state.busy = null;
  }
  if (!state.refused && !state.offline && !same(read(form), sent)) later(form, QUIET_MS);
}

async function finish(form, sent, response) {
  const state = forms.get(form);
  if (response.status >= 500) return waitForNetwork(form);
  const answer = await answerOf(response);
  state.offline = false;
  state.refused = !response.ok || response.redirected;
  if (state.refused) return say(form, answer.message || sentence(form, "keptText"));
  state.saved = sent;
  if (answer.at) form.dataset.savedAt = answer.at;
  if (!state.submitted) keepCopy(form, same(read(form), sent));
  say(form, answer.saved);
}

function waitForNetwork(form) {
  forms.get(form).offline = true;
  say(form, sentence(form, "offlineText"));
  later(form, RETRY_MS);
}

function changed(form) {
  const state = forms.get(form);
  state.submitted = false;
  keepCopy(form, false);
  later(form, QUIET_MS);
}

/** The other text is never thrown away: the button swaps the two, and swaps them back. */
function offer(form, fields) {
  const button = part(form, "[data-autosave-restore]");
  const state = forms.get(form);
  state.other = fields;
  if (button) button.hidden = !fields || same(fields, read(form));
}

function swapTexts(form) {
  const mine = read(form);
  write(form, forms.get(form).other);
  offer(form, mine);
  changed(form);
}

/** A copy the server has not seen comes back by itself, unless the server's text has changed since. */
function restore(form) {
  const copy = drafts.find(keyOf(form));
  const shown = read(form);
  if (!copy) return;
  if (copy.synced || same(copy.fields, shown)) return offer(form, copy.other);
  if (copy.base !== (form.dataset.savedAt ?? "")) return offer(form, copy.fields);
  offer(form, copy.other ?? shown);
  write(form, copy.fields);
  offer(form, forms.get(form).other);
  changed(form);
  say(form, sentence(form, "restoredText"));
}

function start() {
  for (const mark of document.querySelectorAll("[data-clear-draft]")) drafts.remove(mark.dataset.clearDraft);
  for (const form of document.querySelectorAll("form[data-autosave]")) {
    if (forms.has(form)) continue;
    forms.set(form, { saved: read(form), busy: null, submitted: false, refused: false, offline: false });
    restore(form);
  }
}

function formOf(event) {
  const form = event.target.closest?.("form") ?? event.target.form;
  return form && forms.has(form) ? form : null;
}

const all = () => [...document.querySelectorAll("form[data-autosave]")].filter((form) => forms.has(form));

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => formOf(event) && changed(formOf(event)));
}
document.addEventListener("focusout", (event) => formOf(event) && save(formOf(event)));
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-autosave-restore]") && formOf(event)) swapTexts(formOf(event));
});
/** Without a connection the page stays: leaving it would only show the browser's own words. */
function stayIfOffline(event, form) {
  if (navigator.onLine && !forms.get(form).offline) return false;
  event.preventDefault();
  if (navigator.onLine) sendAgain(form, event.submitter);
  else sayUnsent(form);
  return true;
}

function sayUnsent(form) {
  const place = part(form, "[data-unsent]");
  if (place) place.textContent = place.dataset.text;
  else say(form, sentence(form, "offlineText"));
}

/** The last save failed; the form leaves when the server answers. */
async function sendAgain(form, submitter) {
  try {
    await fetch(location.href, { method: "HEAD", cache: "no-store" });
  } catch {
    return sayUnsent(form);
  }
  forms.get(form).offline = false;
  form.requestSubmit(submitter);
}

function forgetUnsent() {
  for (const place of document.querySelectorAll("[data-unsent]")) place.textContent = "";
}

document.addEventListener("submit", (event) => {
  const form = formOf(event);
  if (!form) return;
  const state = forms.get(form);
  clearTimeout(state.timer);
  keepCopy(form, false);
  if (stayIfOffline(event, form)) return;
  state.submitted = true;
  state.busy?.abort();
});
document.addEventListener("visibilitychange", () => document.hidden && all().forEach(save));
window.addEventListener("online", () => {
  forgetUnsent();
  all().forEach(save);
});
document.addEventListener("htmx:after:swap", start);
start();

// Focus and announcements after a page has loaded or a part has been swapped.

function focusFirst(selector) {
  const found = document.querySelector(`${selector}:not([data-focused])`);
  if (!found) return false;
  found.setAttribute("data-focused", "");
  if (!found.matches("a, button, input, select, textarea, [tabindex]")) found.tabIndex = -1;
  found.focus();
  return true;
}

/** The browser's jump to the address's part takes the focus away, so it is given after that. */
function afterJump(act) {
  if (document.readyState === "complete") act();
  else addEventListener("load", () => setTimeout(act, 50), { once: true });
}

/** After something was done the reader stands at the words that say so; a page that opens further down stays there. */
function meetNotice() {
  const notice = [...document.querySelectorAll("main .notification")].find((one) => !location.hash || !one.closest("#notices"));
  if (notice) afterJump(() => notice.focus());
  return Boolean(notice);
}

/** A live region speaks only when it changes, so what came with the page is put in again. */
function announceNotices() {
  const region = document.querySelector("#notices");
  if (!region?.querySelector("p")) return;
  const parts = [...region.children];
  region.replaceChildren();
  setTimeout(() => region.replaceChildren(...parts), 100);
}

/** A link of the error summary goes to the field itself, or to the first choice of a group. */
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a[href^='#']");
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  const control = target.matches("fieldset") ? target.querySelector("input, select, textarea") : target;
  target.scrollIntoView({ block: "center" });
  control?.focus({ preventScroll: true });
});

document.addEventListener("htmx:after:swap", () => focusFirst(".error-summary") || focusFirst("[data-focus]"));
if (!focusFirst(".error-summary") && !meetNotice()) announceNotices();

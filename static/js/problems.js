// A part that could not be fetched leaves the page as it was and says what happened.

function say(text) {
  const notices = document.querySelector("#notices");
  if (!notices) return;
  const alert = document.createElement("div");
  alert.className = "inline-alert inline-alert--error";
  const words = document.createElement("p");
  words.textContent = text;
  alert.append(words);
  notices.replaceChildren(alert);
  alert.scrollIntoView({ block: "nearest" });
}

function wasPolled(event) {
  return event.detail?.ctx?.sourceEvent?.type === "every";
}

document.addEventListener("htmx:response:error", (event) => {
  const isOurs = event.detail.ctx.response.status >= 500;
  if (isOurs && !wasPolled(event)) say(document.querySelector("#notices")?.dataset.serverText);
});
document.addEventListener("htmx:error", (event) => {
  if (event.detail?.ctx && !wasPolled(event)) say(document.querySelector("#notices")?.dataset.networkText);
});

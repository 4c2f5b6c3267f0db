// One letter chooses a decision, only while focus is in its group; the letters can be switched off on this device.

const STORE = "consult:decision-keys";

function areOff() {
  try {
    return localStorage.getItem(STORE) === "off";
  } catch {
    return false;
  }
}

function show() {
  for (const hint of document.querySelectorAll("[data-keys-hint]")) {
    const button = hint.querySelector("[data-keys-toggle]");
    hint.hidden = false;
    hint.querySelector("[data-keys-on]").hidden = areOff();
    hint.querySelector("[data-keys-off]").hidden = !areOff();
    button.textContent = areOff() ? button.dataset.textOff : button.dataset.textOn;
  }
  document.documentElement.toggleAttribute("data-keys-off", areOff());
}

function toggle() {
  try {
    localStorage.setItem(STORE, areOff() ? "on" : "off");
  } catch {
    // Without storage the letters stay on.
  }
  show();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || areOff()) return;
  if (!event.target.matches("input[type='radio']")) return;
  const group = event.target.closest("[data-decision-keys]");
  const choice = [...(group?.querySelectorAll("[data-key]") ?? [])].find((input) => input.dataset.key === event.key.toLowerCase());
  if (!choice) return;
  event.preventDefault();
  choice.focus();
  choice.click();
});
document.addEventListener("click", (event) => event.target.closest("[data-keys-toggle]") && toggle());
document.addEventListener("htmx:after:swap", show);
show();

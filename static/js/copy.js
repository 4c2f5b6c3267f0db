// data-copy: copies the text of the element it names and says so beside the button.

function textOf(source) {
  return "value" in source ? source.value : source.textContent;
}

async function copy(button) {
  const source = document.querySelector(button.dataset.copy);
  const status = button.parentElement.querySelector("[data-copy-status]");
  try {
    await navigator.clipboard.writeText(textOf(source));
    if (status) status.textContent = button.dataset.copiedText;
  } catch {
    // Without permission the text is at least ready to be copied by hand.
    getSelection().selectAllChildren(source);
    source.select?.();
  }
}

function show() {
  for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});
document.addEventListener("htmx:after:swap", show);
show();

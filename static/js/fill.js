// data-fill: puts the text of one element into a field, as if it had been typed.

function fill(button) {
  const field = document.querySelector(button.dataset.fill);
  field.value = document.querySelector(button.dataset.fillFrom).textContent;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

function show() {
  for (const button of document.querySelectorAll("[data-fill][hidden]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  if (button) fill(button);
});
document.addEventListener("htmx:after:swap", show);
show();

// A note can be dragged onto a point: its box and the point are chosen and the button pressed.

const form = document.querySelector("[data-gather]");
const targets = form?.querySelectorAll("[data-target]") ?? [];

if (targets.length) {
  let dragged = null;
  form.querySelector("[data-drag-hint]").hidden = false;
  for (const note of form.querySelectorAll("[data-note]")) {
    note.draggable = true;
    note.addEventListener("dragstart", (event) => {
      dragged = note;
      note.classList.add("is-dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", note.querySelector("input").value);
    });
    note.addEventListener("dragend", () => {
      dragged = null;
      note.classList.remove("is-dragged");
    });
  }
  for (const target of targets) {
    target.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      target.classList.add("is-over");
    });
    target.addEventListener("dragleave", () => target.classList.remove("is-over"));
    target.addEventListener("drop", (event) => {
      if (!dragged) return;
      event.preventDefault();
      const box = dragged.querySelector("input");
      // A note that is not among the chosen ones moves alone.
      if (!box.checked) for (const other of form.querySelectorAll("[name=notes], [name=everything]")) other.checked = false;
      box.checked = true;
      target.querySelector("input").checked = true;
      form.requestSubmit(form.querySelector("button[name=do][value=point]"));
    });
  }
}

// One thing at a time is open in the margin: what is opened next closes what was open before.

const known = new WeakSet(document.querySelectorAll(".slip"));

document.addEventListener("htmx:after:swap", () => {
  const slips = [...document.querySelectorAll(".slip")];
  if (slips.every((slip) => known.has(slip))) return;
  for (const slip of slips) {
    if (!known.has(slip)) {
      known.add(slip);
      continue;
    }
    slip.closest(".block__margin")?.querySelector("[aria-expanded]")?.removeAttribute("aria-expanded");
    slip.remove();
  }
});

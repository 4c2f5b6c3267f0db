// What a person has written into a form, as [name, value] pairs and back.

/** Everything the server needs; a file cannot be kept in a draft. */
export function sendable(form) {
  return [...new FormData(form)].filter(([, value]) => typeof value === "string");
}

/** Only what a person can write or choose: hidden values and the token belong to the page, not to the draft. */
export function read(form) {
  const hidden = new Set([...form.elements].filter((control) => control.type === "hidden").map((control) => control.name));
  return sendable(form).filter(([name]) => !hidden.has(name));
}

export function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function write(form, pairs) {
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  for (const control of form.elements) {
    if (control.name && control.type !== "hidden") writeOne(control, values.get(control.name) ?? []);
  }
}

function writeOne(control, values) {
  if (control.type === "radio" || control.type === "checkbox") {
    control.checked = values.includes(control.value);
  } else if (control.tagName === "SELECT") {
    for (const option of control.options) option.selected = values.includes(option.value);
  } else if (["file", "submit", "button", undefined].includes(control.type) || !values.length) {
    return;
  } else if (control.value !== values[0]) {
    control.value = values.shift();
    control.dispatchEvent(new Event("input", { bubbles: true }));
  } else {
    values.shift();
  }
}

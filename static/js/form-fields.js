// What a person has written into a form, as [name, value] pairs and back.

/** The token belongs to a session and a file cannot be kept: neither is part of a draft. */
export function read(form) {
  return [...new FormData(form)].filter(([name, value]) => name !== "csrf_token" && typeof value === "string");
}

export function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function write(form, pairs) {
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  for (const control of form.elements) {
    if (!control.name || control.name === "csrf_token") continue;
    writeOne(control, values.get(control.name) ?? []);
  }
}

function writeOne(control, values) {
  if (control.type === "radio" || control.type === "checkbox") {
    control.checked = values.includes(control.value);
  } else if (control.tagName === "SELECT") {
    for (const option of control.options) option.selected = values.includes(option.value);
  } else if (["file", "submit", "button", "hidden", undefined].includes(control.type) || !values.length) {
    return;
  } else if (control.value !== values[0]) {
    control.value = values.shift();
    control.dispatchEvent(new Event("input", { bubbles: true }));
  } else {
    values.shift();
  }
}

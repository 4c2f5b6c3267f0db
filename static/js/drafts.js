// Copies of half-written forms on this device: one per person and form.

const PREFIX = "consult:draft:";

function nameOf(key) {
  return `${PREFIX}${document.body.dataset.person ?? ""}:${key}`;
}

/** Keeps {fields, base, synced}; a full or forbidden storage loses only the copy, never the page. */
export function keep(key, copy) {
  try {
    localStorage.setItem(nameOf(key), JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

export function find(key) {
  try {
    return JSON.parse(localStorage.getItem(nameOf(key)) ?? "null");
  } catch {
    return null;
  }
}

export function remove(key) {
  try {
    localStorage.removeItem(nameOf(key));
  } catch {
    // Without storage there is no copy to remove.
  }
}

// Copies the built files of the locked packages into static/vendor with their licences and hashes.
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const literata = "@fontsource-variable/literata";
const radioCanada = "@fontsource-variable/radio-canada";

const copies = [
  ["htmx.org/dist/htmx.min.js", "htmx.min.js"],
  ["htmx.org/LICENSE", "LICENSE-htmx.txt"],
  [`${literata}/files/literata-latin-opsz-normal.woff2`, "fonts/literata-latin-opsz-normal.woff2"],
  [`${literata}/files/literata-latin-opsz-italic.woff2`, "fonts/literata-latin-opsz-italic.woff2"],
  [`${literata}/files/literata-latin-ext-wght-normal.woff2`, "fonts/literata-latin-ext-wght-normal.woff2"],
  [`${literata}/LICENSE`, "fonts/LICENSE-literata.txt"],
  [`${radioCanada}/files/radio-canada-latin-standard-normal.woff2`, "fonts/radio-canada-latin-standard-normal.woff2"],
  [`${radioCanada}/files/radio-canada-latin-ext-standard-normal.woff2`, "fonts/radio-canada-latin-ext-standard-normal.woff2"],
  [`${radioCanada}/LICENSE`, "fonts/LICENSE-radio-canada.txt"],
];

const vendor = join(root, "static", "vendor");
await rm(vendor, { recursive: true, force: true });
const files = {};
for (const [from, to] of copies) {
  const target = join(vendor, to);
  await mkdir(dirname(target), { recursive: true });
  await cp(join(root, "node_modules", from), target);
  files[to] = createHash("sha256").update(await readFile(target)).digest("hex");
}

const packages = {};
for (const name of ["htmx.org", literata, radioCanada]) {
  const meta = JSON.parse(await readFile(join(root, "node_modules", name, "package.json"), "utf8"));
  packages[name] = { version: meta.version, license: meta.license };
}
await writeFile(join(vendor, "hashes.json"), JSON.stringify({ packages, files }, null, 2) + "\n");

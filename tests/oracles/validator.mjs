// Checks Word files by the Open XML SDK: a path a line comes in, its findings as JSON go out.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import validate from "@ooxml-tools/validate";

for await (const path of createInterface({ input: process.stdin })) {
  let findings;
  try {
    const found = await validate(new Uint8Array(readFileSync(path)), "docx", "Microsoft365");
    findings = found.map(({ description, path: at }) => `${at.partUri} ${at.xpath}: ${description}`);
  } catch (error) {
    findings = [`not a file it can read: ${error}`];
  }
  process.stdout.write(`${JSON.stringify(findings)}\n`);
}

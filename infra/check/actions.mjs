// node actions.mjs [--check]: asks GitHub which inputs the pinned actions know, and keeps the names in workflows/actions.json for the offline check.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { parse } from "yaml";
import { inputsOf, pins } from "./workflows/pins.mjs";

const folder = new URL("../../.github/workflows/", import.meta.url);
const target = new URL("workflows/actions.json", import.meta.url);
const used = new Map();
for (const name of readdirSync(folder)) {
  for (const { action, ref, version } of pins(readFileSync(new URL(name, folder), "utf8"))) used.set(`${action}@${ref}`, { action, ref, version });
}

const known = {};
for (const [key, { action, ref, version }] of [...used].sort()) known[key] = { version, ...inputsOf(parse(await metadata(action, ref))) };
const made = `${JSON.stringify(known, null, 2)}\n`;

if (!process.argv.includes("--check")) writeFileSync(target, made);
else if (readFileSync(target, "utf8") !== made) {
  console.log("infra/check/workflows/actions.json is old: node infra/check/actions.mjs");
  process.exit(1);
}

async function metadata(action, ref) {
  const [owner, name, ...path] = action.split("/");
  for (const file of ["action.yml", "action.yaml"]) {
    const answer = await fetch(["https://raw.githubusercontent.com", owner, name, ref, ...path, file].join("/"));
    if (answer.ok) return answer.text();
  }
  throw new Error(`${action}@${ref} cannot be read`);
}

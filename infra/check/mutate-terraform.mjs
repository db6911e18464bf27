// How much the check of Terraform sees: node mutate-terraform.mjs names|references. Puts an x behind every name of an
// argument, or behind every reference, one after the other, in a copy of the tree, and counts those that are found.
// Takes minutes; ./rupaya check terraform does it with RUPAYA_NIGHTLY=1.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { outline } from "./terraform/outline.mjs";
import { problems } from "./terraform/problems.mjs";
import { files, folders } from "./terraform/tree.mjs";

// What the check does not follow: elements of a set behind a loop in for_each, and what comes out of one(…).
const UNSEEN = { names: 0, references: 5 };
const REFERENCE =
  /\b(?:var|local|module|data|ephemeral|each|aws_\w+|random_password)(?:\.[A-Za-z_][\w-]*|\[[^\]]*\])*\.[A-Za-z_][\w-]*/g;

const kind = process.argv[2] ?? "references";
const folder = mkdtempSync(join(tmpdir(), "rupaya-mutate-"));
const copy = join(folder, "infra", "terraform");
cpSync(join(import.meta.dirname, "..", "terraform"), copy, { recursive: true });

let tried = 0;
const unseen = [];
try {
  for (const file of folders(copy).flatMap(files)) {
    const text = readFileSync(file, "utf8");
    for (const { line, mutant } of mutants(text)) {
      writeFileSync(file, mutant);
      tried += 1;
      const { found } = await problems(copy);
      // An x also puts a line out of its column; that would be too easy.
      if (!found.some((problem) => problem.rule !== "format")) unseen.push(`${relative(copy, file)}:${line}`);
    }
    writeFileSync(file, text);
  }
} finally {
  rmSync(folder, { recursive: true });
}
for (const place of unseen) console.log(`not found: ${place}`);
console.log(`${kind}: ${tried - unseen.length} of ${tried} found`);
process.exit(unseen.length <= UNSEEN[kind] ? 0 : 1);

function* mutants(text) {
  for (const block of outline(text).blocks) yield* inBody(text, block.body, block.type === "locals");
}

function* inBody(text, body, isLocals) {
  const start = (line) => text.split("\n", line - 1).join("\n").length;
  for (const { name, line, text: value } of body.attributes) {
    const at = start(line);
    if (kind === "names" && !isLocals) yield { line, mutant: text.slice(0, at) + text.slice(at).replace(name, `${name}x`) };
    if (kind !== "references") continue;
    const from = text.indexOf(value, at);
    for (const reference of new Set(value.match(REFERENCE)))
      yield { line, mutant: text.slice(0, from) + value.replace(reference, `${reference}x`) + text.slice(from + value.length) };
  }
  for (const nested of body.blocks) yield* inBody(text, nested.body, false);
}

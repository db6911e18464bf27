// Checks infra/terraform without terraform: node terraform.mjs [--format] [ROOT]. Prints each problem with file and line;
// --format indents and aligns first.
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { format } from "./terraform/format.mjs";
import { problems } from "./terraform/problems.mjs";
import { files, folders } from "./terraform/tree.mjs";

const [flag, ...rest] = process.argv.slice(2);
const root = resolve((flag === "--format" ? rest[0] : flag) ?? join(import.meta.dirname, "..", "terraform"));
if (flag === "--format") for (const file of folders(root).flatMap(files)) writeFileSync(file, format(readFileSync(file, "utf8")));

const { found, counted } = await problems(root);
for (const { file, line, rule, text } of found) console.log(`${file}:${line}: ${text} (${rule})`);
console.log(`terraform: ${counted.modules} folders, ${counted.blocks} blocks, ${found.length} problems`);
process.exit(found.length === 0 ? 0 : 1);

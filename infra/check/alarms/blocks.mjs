// node blocks.mjs DIRECTORY: runs the commands of all papers in it that a test can run, each block in a shell of its own. The environment is what
// docs/runbooks/on-call.md says a person has.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { blocks } from "../papers/blocks.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = process.argv[2];
const seen = new Set();
let run = 0;
let failed = 0;
for (const name of readdirSync(join(root, folder)).filter((f) => f.endsWith(".md"))) {
  for (const { line, text, why } of blocks(readFileSync(join(root, folder, name), "utf8"))) {
    if (why || seen.has(text)) continue;
    seen.add(text);
    run++;
    const { status, stdout, stderr } = spawnSync("bash", ["-euo", "pipefail", "-c", text], { cwd: root, encoding: "utf8", timeout: 120_000 });
    if (status === 0) continue;
    failed++;
    console.log(`${folder}/${name}:${line} ends with ${status}:\n${text}\n${(stdout + stderr).slice(-1500)}`);
  }
}
console.log(`${run - failed} of ${run} different blocks of ${folder} do what they should`);
process.exit(failed ? 1 : 0);

// node workflows.mjs: the workflows by two linters and the house's rules, their scripts by shellcheck, all YAML and JSON, and no secret in the tree.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAllDocuments } from "yaml";
import { commandsOf, houseProblems } from "./workflows/house.mjs";
import { languageProblems } from "./workflows/language.mjs";
import { lintProblems } from "./workflows/lint.mjs";
import { secretProblems } from "./workflows/secrets.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const read = (file) => readFileSync(join(root, file), "utf8");
const exists = (path) => existsSync(join(root, path));
const git = (...args) => execFileSync("git", ["-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", ...args], { encoding: "utf8" });
const tree = git().split("\0").filter((file) => file && exists(file));
const workflows = tree.filter((file) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file));
const commands = commandsOf(read("rupaya"));
const problems = [];

for (const file of workflows) {
  const text = read(file);
  problems.push(...houseProblems(file, text, commands, exists), ...lintProblems(file, text));
  problems.push(...(await languageProblems(file, text, (path) => read(path))));
}

for (const file of tree.filter((f) => /\.ya?ml$/.test(f))) {
  const broken = parseAllDocuments(read(file)).flatMap((d) => [...d.errors, ...d.warnings]);
  problems.push(...broken.map((e) => `${file}: ${e.message.split("\n")[0]}`));
}

for (const file of tree.filter((f) => /\.json$/.test(f))) {
  try {
    JSON.parse(read(file));
  } catch (e) {
    problems.push(`${file}: ${e.message}`);
  }
}

for (const file of tree.filter((f) => !/\.(png|ico|woff2?|dll|wasm|xlsx?|pdf|gz)$/.test(f))) problems.push(...secretProblems(file, read(file)));

problems.forEach((problem) => console.log(problem));
console.log(`workflows: ${workflows.length} workflows, ${tree.length} files, ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);

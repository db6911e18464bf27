// node mutate.mjs DIRECTORY: the share of changed thresholds in DIRECTORY/rules that some test of DIRECTORY/tests notices; at least 90 %.
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { mutants } from "./observability/mutants.mjs";

const run = promisify(execFile);
const FLOOR = 0.9;
const directory = process.argv[2];
const tests = await readTests(join(directory, "tests"));
const work = await allMutants(join(directory, "rules"));
const survivors = [];
await Promise.all(Array.from({ length: availableParallelism() }, worker));

const killed = work.total - survivors.length;
survivors.forEach((s) => console.log(`survives: ${s.file} ${s.rule}: ${shortly(s)}`));
console.log(`${killed} of ${work.total} changed thresholds noticed (${((100 * killed) / work.total).toFixed(1)} %)`);
process.exit(killed / work.total >= FLOOR ? 0 : 1);

/** Test files by the rule files that they load, the quickest first. */
async function readTests(folder) {
  const found = {};
  for (const name of (await readdir(folder)).sort((a, b) => b.length - a.length).reverse()) {
    const text = await readFile(join(folder, name), "utf8");
    for (const [, file] of text.matchAll(/\.\.\/rules\/([\w/-]+\.yml)/g)) (found[file] ??= []).push(name);
  }
  return found;
}

async function allMutants(folder) {
  const queue = [];
  for (const file of (await readdir(folder, { recursive: true })).filter((f) => f.endsWith(".yml"))) {
    for (const mutant of mutants(await readFile(join(folder, file), "utf8"))) queue.push({ file, ...mutant });
  }
  return { queue, total: queue.length };
}

async function worker() {
  const copy = await mkdtemp(join(tmpdir(), "rupaya-mutants-"));
  try {
    await cp(directory, copy, { recursive: true });
    for (let next = work.queue.pop(); next; next = work.queue.pop()) {
      const target = join(copy, "rules", next.file);
      await writeFile(target, next.text);
      if (!(await noticed(copy, tests[next.file] ?? []))) survivors.push(next);
      await cp(join(directory, "rules", next.file), target);
    }
  } finally {
    await rm(copy, { recursive: true });
  }
}

async function noticed(copy, files) {
  for (const file of files) {
    try {
      await run("promtool", ["test", "rules", join(copy, "tests", file)]);
    } catch {
      return true;
    }
  }
  return false;
}

/** Only what differs. */
function shortly({ from, to, key }) {
  if (key === "for") return `for ${from} -> ${to}`;
  let at = 0;
  while (from[at] === to[at]) at++;
  return `… ${from.slice(Math.max(0, at - 30), at + 8)} -> ${to.slice(at, at + 8)}`;
}

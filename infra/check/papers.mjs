// node papers.mjs: links, runbooks and checklists; and that a test runs at least six of ten of the runbooks' commands.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseDocument } from "yaml";
import { rules } from "./observability/mutants.mjs";
import { blocks } from "./papers/blocks.mjs";
import { BOXES, checklistProblems, dashboardNameProblems, linkProblems, runbookProblems } from "./papers/papers.mjs";

const FLOOR = 0.6;
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const read = (file) => {
  const path = join(root, file);
  if (!existsSync(path)) return undefined;
  return statSync(path).isDirectory() ? "" : readFileSync(path, "utf8");
};
const papersBelow = (folder) =>
  readdirSync(join(root, folder), { recursive: true }).filter((f) => f.endsWith(".md")).map((f) => `${folder}/${f}`);

const papers = ["README.md", "CONTRIBUTING.md", ...papersBelow("docs"), ...papersBelow("infra").filter((f) => !f.includes("node_modules"))];
const problems = papers.flatMap((file) => linkProblems(file, read(file), read));

const boards = "infra/observability/grafana/dashboards";
const titles = readdirSync(join(root, boards)).map((name) => JSON.parse(read(`${boards}/${name}`)).title);
problems.push(...papers.flatMap((file) => dashboardNameProblems(file, read(file), titles)));

const ruleFolder = "infra/observability/prometheus/rules";
const named = readdirSync(join(root, ruleFolder), { recursive: true })
  .filter((name) => name.endsWith(".yml"))
  .flatMap((name) => rules(parseDocument(read(`${ruleFolder}/${name}`))))
  .map((rule) => rule.annotations?.runbook);
const runbooks = papers.filter((file) => file.startsWith("docs/runbooks/"));
problems.push(...runbooks.flatMap((file) => runbookProblems(file, read(file), named.includes(file))));

for (const [name, boxes] of Object.entries(BOXES)) {
  if (read(`docs/checklists/${name}`) === undefined) problems.push(`docs/checklists/${name} is missing`);
  else problems.push(...checklistProblems(`docs/checklists/${name}`, read(`docs/checklists/${name}`), boxes));
}
for (const file of papers.filter((f) => f.startsWith("docs/checklists/") && !(basename(f) in BOXES))) {
  problems.push(...checklistProblems(file, read(file), []));
}

const commands = runbooks.flatMap((file) => blocks(read(file)));
const run = commands.filter((block) => !block.why).length;
if (run / commands.length < FLOOR) problems.push(`only ${run} of ${commands.length} blocks of the runbooks are run by a test`);

problems.forEach((problem) => console.log(problem));
console.log(`papers: ${papers.length} papers, ${runbooks.length} runbooks, ${run} of ${commands.length} of their blocks run by a test, ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);

// The house's rules for workflows, which no general linter knows.
import { parse } from "yaml";
import { isKnown } from "./language.mjs";
import { pinProblems, pins } from "./pins.mjs";

const RUNNER = "ubuntu-24.04";

/** @param commands the commands that ./rupaya knows @param exists whether a path of the repository exists */
export function houseProblems(file, text, commands, exists) {
  const workflow = parse(text) ?? {};
  const problems = [
    ...pinProblems(text),
    ...pins(text)
      .filter(({ action, ref }) => /^[0-9a-f]{40}$/.test(ref) && !isKnown(action, ref))
      .map(({ line, action }) => `${line}: the inputs of ${action} are not known here: node infra/check/actions.mjs`),
    ...wholeProblems(workflow),
    ...Object.entries(workflow.jobs ?? {}).flatMap(([name, job]) => jobProblems(name, job, commands, exists)),
  ];
  return problems.map((problem) => `${file}:${problem}`);
}

function wholeProblems(workflow) {
  const problems = [];
  if (workflow.permissions === undefined) problems.push(" no permissions: the repository's default may be everything");
  else if (workflow.permissions === "write-all" || workflow.permissions === "read-all") problems.push(" permissions are named one by one");
  else if (Object.values(workflow.permissions).includes("write")) problems.push(" what may be written is said at the job that writes");
  if (workflow.on?.pull_request_target !== undefined) problems.push(" pull_request_target runs with secrets on what a stranger wrote");
  if (workflow.concurrency === undefined) problems.push(" no concurrency: two runs would get in each other's way");
  return problems;
}

function jobProblems(name, job, commands, exists) {
  if (job.uses) return [];
  const problems = [];
  if (!(job["timeout-minutes"] > 0)) problems.push(` ${name}: no timeout-minutes`);
  if (job["runs-on"] !== RUNNER) problems.push(` ${name}: runs on ${job["runs-on"]}, not on ${RUNNER}`);
  for (const [i, step] of (job.steps ?? []).entries()) {
    if (step.run) problems.push(...runProblems(step.run, commands, exists).map((p) => ` ${name}, step ${i + 1}: ${p}`));
    if (/AKIA|aws-(access-key-id|secret-access-key)/.test(JSON.stringify(step.with ?? {}))) {
      problems.push(` ${name}, step ${i + 1}: accounts are reached by a role, never by a key`);
    }
  }
  return problems;
}

/** Whatever a workflow does must also run on somebody's own machine: by commands and scripts that are there. */
function runProblems(run, commands, exists) {
  const problems = [];
  // Values come by env: what stands in the script itself can be another script.
  if (/\$\{\{/.test(run)) problems.push("an expression in a script; give it by env");
  for (const [, command] of run.matchAll(/\.\/rupaya\s+([\w-]+)/g)) {
    if (!commands.includes(command)) problems.push(`./rupaya has no command ${command}`);
  }
  for (const [script] of run.matchAll(/(?<![\w/.-])(?:scripts|infra|\.ci)\/[\w./-]+\.(?:sh|mjs)/g)) {
    if (!exists(script)) problems.push(`${script} does not exist`);
  }
  return problems;
}

/** The commands of ./rupaya: the cases of its main. */
export function commandsOf(script) {
  const main = script.slice(script.indexOf("\nmain() {"));
  return [...main.matchAll(/^\s{4}([a-z][\w\s|-]*)\)/gm)].flatMap(([, names]) => names.split("|").map((n) => n.trim()));
}

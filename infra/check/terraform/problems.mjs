// Runs everything over a tree.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Context, readSchema } from "./context.mjs";
import { syntax } from "./parser.mjs";
import * as args from "./checks/arguments.mjs";
import * as cycles from "./checks/cycles.mjs";
import * as declarations from "./checks/declarations.mjs";
import * as modules from "./checks/modules.mjs";
import * as providers from "./checks/providers.mjs";
import * as references from "./checks/references.mjs";
import * as accounts from "./rules/accounts.mjs";
import * as consumers from "./rules/consumers.mjs";
import * as containers from "./rules/containers.mjs";
import * as format from "./rules/format.mjs";
import * as network from "./rules/network.mjs";
import * as policies from "./rules/policies.mjs";
import * as readmes from "./rules/readmes.mjs";
import * as runbooks from "./rules/runbooks.mjs";
import * as secrets from "./rules/secrets.mjs";
import * as seeds from "./rules/seeds.mjs";
import * as settings from "./rules/settings.mjs";
import * as tags from "./rules/tags.mjs";
import * as variables from "./rules/variables.mjs";

const CHECKS = {
  arguments: args,
  references,
  modules,
  providers,
  declarations,
  cycles,
  settings,
  network,
  policies,
  secrets,
  consumers,
  containers,
  tags,
  accounts,
  variables,
  readmes,
  runbooks,
  seeds,
  format,
};

/** Every problem of a tree: { file, line, rule, text }. What cannot be read is not checked further. */
export async function problems(root) {
  const unread = await collect("syntax", syntax(root));
  if (unread.length > 0) return { found: unread, counted: { modules: 0, blocks: 0 } };
  const context = new Context(root, readSchema());
  const allowed = JSON.parse(readFileSync(join(import.meta.dirname, "..", "allowed.json"), "utf8"));
  const found = [];
  for (const [rule, { check }] of Object.entries(CHECKS))
    found.push(...(await collect(rule, check(context, allowed)).catch(unless(found))));
  const all = [...context.modules.values()];
  return {
    found: except(found, allowed.exceptions),
    counted: { modules: all.length, blocks: all.reduce((sum, module) => sum + module.blocks.length, 0) },
  };
}

/** What is allowed by name and with a reason is left out; what nobody needs to be allowed any more is a problem itself. */
function except(found, exceptions) {
  const covers = (exception, problem) => exception.rule === problem.rule && exception.address === problem.address;
  const idle = exceptions.filter((e) => !found.some((p) => covers(e, p)));
  return [
    ...found.filter((p) => !exceptions.some((e) => covers(e, p))),
    ...idle.map((e) => ({
      file: "infra/check/allowed.json",
      line: 1,
      rule: e.rule,
      text: `nothing needs the exception for ${e.address}`,
    })),
  ];
}

async function collect(rule, generator) {
  const found = [];
  for await (const problem of generator) found.push({ ...problem, rule });
  return found;
}

/** A rule of the house may take for granted what the checks before it have found to be missing. */
const unless = (found) => (error) => {
  if (found.length === 0) throw error;
  return [];
};

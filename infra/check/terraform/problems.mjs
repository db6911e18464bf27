// Runs everything over a tree.
import { Context, readSchema } from './context.mjs';
import { syntax } from './parser.mjs';
import * as args from './checks/arguments.mjs';
import * as cycles from './checks/cycles.mjs';
import * as declarations from './checks/declarations.mjs';
import * as modules from './checks/modules.mjs';
import * as references from './checks/references.mjs';

const CHECKS = { arguments: args, references, modules, declarations, cycles };

/** Every problem of a tree: { file, line, rule, text }. What cannot be read is not checked further. */
export async function problems(root) {
  const unread = await collect('syntax', syntax(root));
  if (unread.length > 0) return { found: unread, counted: { modules: 0, blocks: 0 } };
  const context = new Context(root, readSchema());
  const found = [];
  for (const [rule, { check }] of Object.entries(CHECKS)) found.push(...(await collect(rule, check(context))));
  const all = [...context.modules.values()];
  return { found, counted: { modules: all.length, blocks: all.reduce((sum, module) => sum + module.blocks.length, 0) } };
}

async function collect(rule, generator) {
  const found = [];
  for await (const problem of generator) found.push({ ...problem, rule });
  return found;
}

// Calls of modules: the source exists, every argument is one of its variables and has its type, nothing needed is missing.
import { analyse } from "../expressions.mjs";
import { attribute } from "../tree.mjs";
import { ofConstraint, ofValue } from "../types.mjs";

const META = ["source", "version", "count", "for_each", "depends_on", "providers"];

export async function* check(context) {
  for (const module of context.modules.values())
    for (const block of module.blocks.filter((b) => b.type === "module")) yield* checkCall(context, module, block);
}

export async function* checkCall(context, module, call) {
  const at = { file: call.file, line: call.line };
  const target = context.target(module, call);
  if (!target) {
    yield { ...at, text: `module ${call.labels[0]} has no folder of this tree as its source` };
    return;
  }
  for (const { name, line, text } of call.body.attributes.filter((a) => !META.includes(a.name))) {
    const variable = target.declared.get(`var.${name}`);
    if (!variable) yield { file: call.file, line, text: `module ${call.labels[0]} has no variable ${name}` };
    else
      for (const problem of await misfits(context, module, text, variable))
        yield { file: call.file, line, text: `${name}: ${problem}` };
  }
  for (const [address, { block }] of target.declared)
    if (address.startsWith("var.") && !attribute(block.body, "default") && !attribute(call.body, block.labels[0]))
      yield { ...at, text: `module ${call.labels[0]} needs ${block.labels[0]}` };
}

async function misfits(context, module, text, variable) {
  const wanted = await ofConstraint((await analyse(attribute(variable.block.body, "type")?.text ?? "any")).ast);
  const { ast } = await analyse(text);
  const given = await ofValue(ast, (path) => context.resolve(module, path));
  return [...compare(given, wanted, ast.type === "object")];
}

/**
 * Terraform drops members of an object that its type does not name, without a word. Where the object is written down for
 * this call (exact), such a member is a mistake; what another module hands out may have more than is needed.
 */
function* compare(given, wanted, exact) {
  if (given === "any" || wanted === "any" || given.read) return;
  const simple = (type) => typeof type === "string";
  if (simple(wanted)) {
    if (!simple(given)) yield `a ${wanted} is wanted`;
    else if (wanted === "bool" && given === "number") yield "a bool is wanted, not a number";
  } else if (simple(given)) yield `a ${Object.keys(wanted)[0]} is wanted, not a ${given}`;
  else if (wanted.list && !given.list) yield "a list is wanted";
  else if (wanted.list) yield* compare(given.list, wanted.list, exact);
  else if (given.list) yield "a list is given";
  else if (wanted.map)
    for (const member of Object.values(given.object ?? { "": given.map })) yield* compare(member, wanted.map, exact);
  else if (given.object) {
    for (const [key, type] of Object.entries(wanted.object)) {
      if (key in given.object) yield* compare(given.object[key], type, exact);
      else if (!wanted.optional.includes(key) && !given.open) yield `${key} is missing`;
    }
    for (const key of exact ? Object.keys(given.object) : []) if (!(key in wanted.object)) yield `there is no member ${key}`;
  }
}

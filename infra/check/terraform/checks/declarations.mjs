// What is declared is typed, described and used.
import { addressOf } from "../context.mjs";
import { attribute } from "../tree.mjs";

export async function* check(context) {
  const outputs = new Set();
  for (const module of context.modules.values()) {
    const used = new Set();
    for (const { expression, references } of await context.scan(module)) {
      for (const { path } of references) {
        const [length, address] = addressOf(path);
        if (address !== expression.owner) used.add(address);
        if (path[0] === "module")
          for (const name of namesOf(path.slice(length))) outputs.add(`${targetOf(context, module, address)} ${name}`);
      }
    }
    yield* unused(module, used);
    for (const { address, file, line } of module.doubles) yield { file, line, text: `${address} is declared twice` };
  }
  for (const module of context.modules.values()) if (!isRoot(module)) yield* unusedOutputs(module, outputs);
}

/** A root is applied by itself: it says where its state is. */
export const isRoot = (module) =>
  module.blocks.some((b) => b.type === "terraform" && b.body.blocks.some((n) => n.type === "backend"));

const namesOf = (steps) => steps.filter((step) => typeof step === "string" && step !== "*").slice(0, 1);

function targetOf(context, module, address) {
  const call = module.declared.get(address)?.block;
  return (call && context.target(module, call)?.folder) ?? "";
}

function* unused(module, used) {
  for (const [address, { block, file, line }] of module.declared) {
    const isVariable = block.type === "variable";
    if ((isVariable || /^(local|data|ephemeral)\./.test(address)) && !used.has(address))
      yield { file, line, text: `${address} is not used` };
    if (isVariable && !attribute(block.body, "type")) yield { file, line, text: `${address} has no type` };
    if ((isVariable || block.type === "output") && !/^".{3,}"$/.test(attribute(block.body, "description")?.text ?? ""))
      yield { file, line, text: `${address} has no description` };
  }
}

function* unusedOutputs(module, outputs) {
  for (const [address, { file, line }] of module.declared) {
    const name = address.replace(/^output\./, "");
    if (name !== address && !outputs.has(`${module.folder} ${name}`)) yield { file, line, text: `${address} is used by nobody` };
  }
}

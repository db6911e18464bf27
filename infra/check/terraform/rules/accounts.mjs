// The bucket of an environment's state carries the account that terraform.tfvars names: a backend takes no variables.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isRoot } from "../checks/declarations.mjs";
import { outline } from "../outline.mjs";
import { attribute } from "../tree.mjs";
import { find } from "../values.mjs";

export async function* check(context) {
  for (const module of [...context.modules.values()].filter(isRoot)) {
    const [block] = module.blocks.filter((b) => b.type === "terraform");
    const bucket = find(block.body, "backend.bucket");
    if (bucket === undefined) continue;
    const values = join(module.folder, "terraform.tfvars");
    const body = existsSync(values) ? outline(readFileSync(values, "utf8")) : { attributes: [] };
    const account = attribute(body, "account_id")?.text ?? '""';
    if (bucket !== `"rupaya-state-${account.slice(1, -1)}"`)
      yield {
        file: block.file,
        line: block.line,
        text: `the state is in ${bucket}, the account of terraform.tfvars is ${account}`,
      };
    yield* settings(module, body);
  }
}

/** What terraform.tfvars sets is a variable, and what has no default is set there. */
function* settings(module, body) {
  const file = `${module.name}/terraform.tfvars`;
  for (const { name, line } of body.attributes)
    if (!module.declared.has(`var.${name}`)) yield { file, line, text: `there is no variable ${name}` };
  for (const [address, { block }] of module.declared)
    if (address.startsWith("var.") && !attribute(block.body, "default") && !attribute(body, block.labels[0]))
      yield { file, line: 1, text: `${block.labels[0]} is not set` };
}

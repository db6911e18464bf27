// What a root is given is checked before anything happens; a module decides nothing that costs by a default.
import { isRoot } from "../checks/declarations.mjs";
import { attribute, children } from "../tree.mjs";
import { at } from "../values.mjs";

const HARMLESS = ["null", "false", "[]", "{}", '""', "true"];

export async function* check(context) {
  for (const module of context.modules.values()) {
    const root = isRoot(module);
    for (const block of module.blocks.filter((b) => b.type === "variable")) {
      const fallback = attribute(block.body, "default")?.text;
      const type = attribute(block.body, "type")?.text;
      if (root && children(block.body, "validation").length === 0)
        yield { ...at(block), text: `var.${block.labels[0]} of a root has no validation` };
      if (fallback !== undefined && !HARMLESS.includes(fallback))
        yield { ...at(block), text: `var.${block.labels[0]}: the default ${fallback} decides something` };
      if (type === "any") yield { ...at(block), text: `var.${block.labels[0]}: any is no type` };
    }
  }
}

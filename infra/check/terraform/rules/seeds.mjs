// The numbers that the project's seeds name (seeds.json): thresholds of alarms, sizes, ages. Each stands where it is said
// to, or where the table says why it is another one.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { attribute } from "../tree.mjs";
import { find, member } from "../values.mjs";

export const seeds = JSON.parse(readFileSync(join(import.meta.dirname, "..", "..", "seeds.json"), "utf8"));

export async function* check(context) {
  for (const { seed, folder, at: address, is } of seeds) {
    const module = [...context.modules.values()].find((m) => m.name === folder);
    for (const [path, wanted] of Object.entries(is)) {
      const found = module && (await valueAt(module, address, path));
      if (found !== wanted)
        yield {
          file: module?.declared.get(addressOf(address))?.file ?? folder,
          line: module?.declared.get(addressOf(address))?.line ?? 1,
          text: `${seed}: ${address} ${path} is ${found ?? "missing"}, not ${wanted}`,
        };
    }
  }
}

/** local.table.row, or a declaration; the path leads on through members of objects or through blocks. */
async function valueAt(module, address, path) {
  const declared = module.declared.get(addressOf(address));
  if (!declared) return undefined;
  const rest = address.split(".").slice(addressOf(address).split(".").length);
  if (declared.local) return member(declared.local.text, [...rest, ...path.split(".")]);
  const [first, ...steps] = path.split(".");
  const text = attribute(declared.block.body, first)?.text;
  return text !== undefined && steps.length > 0 ? member(text, steps) : find(declared.block.body, path);
}

const addressOf = (address) =>
  address
    .split(".")
    .slice(0, address.startsWith("data.") ? 3 : 2)
    .join(".");

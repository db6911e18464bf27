// All modules of a tree together, and what a reference in one of them leads to.
import { readFileSync } from "node:fs";
import { join, relative, resolve as absolute } from "node:path";
import { analyse } from "./expressions.mjs";
import { expressions, referencesOf } from "./scan.mjs";
import { PREFIX, attribute, folders, load } from "./tree.mjs";
import { ofConstraint, ofValue, show, walk } from "./types.mjs";

export class Context {
  constructor(root, schema) {
    this.root = root;
    this.schema = schema;
    this.modules = new Map(folders(root).map((folder) => [folder, load(root, folder)]));
    this.types = new Map();
    this.scans = new Map();
  }

  /** Every expression of a module with its references, problems and calls, read once. */
  async scan(module) {
    if (!this.scans.has(module)) {
      const found = [];
      for await (const expression of expressions(module)) found.push({ expression, ...(await referencesOf(expression)) });
      this.scans.set(module, found);
    }
    return this.scans.get(module);
  }

  /** The module that a call leads to; undefined when its source is not a folder of this tree. */
  target(module, call) {
    const source = attribute(call.body, "source")?.text ?? "";
    return /^"\.\.?\//.test(source) ? this.modules.get(absolute(module.folder, JSON.parse(source))) : undefined;
  }

  name(module) {
    return relative(this.root, module.folder);
  }

  /** The type behind a path, or { error }. Declarations in progress count as any: cycles are looked for elsewhere. */
  async resolve(module, path) {
    const [length, address] = addressOf(path);
    const declared = module.declared.get(address);
    if (!declared) return { error: `${address} is not declared` };
    const steps = path.slice(length);
    if (path[0] === "var" || path[0] === "local") return walk(await this.typeOf(module, address, declared), steps);
    const { block } = declared;
    const many = attribute(block.body, "count") ?? attribute(block.body, "for_each");
    if (many && typeof steps[0] === "string" && steps[0] !== "*")
      return { error: `${address} has ${many.name}: which of them is meant?` };
    if (!many && Array.isArray(steps[0])) return { error: `${address} is only one: it has no ${show(steps[0])}` };
    const own = many || steps[0] === "*" ? steps.slice(1) : steps;
    return path[0] === "module" ? this.output(module, block, own) : this.member(address, own);
  }

  async output(module, call, [name, ...steps]) {
    const target = this.target(module, call);
    if (!target || name === undefined) return { type: "any" };
    const declared = target.declared.get(`output.${name}`);
    if (!declared) return { error: `module ${call.labels[0]} has no output ${name}` };
    return walk(await this.typeOf(target, `output.${name}`, declared), steps);
  }

  member(address, steps) {
    const type = this.schema.types[address.replace(/\.[^.]*$/, "")];
    return type ? walk({ read: type }, steps) : { type: "any" };
  }

  async typeOf(module, address, { block, local }) {
    const key = `${module.folder} ${address}`;
    if (this.types.has(key)) return this.types.get(key);
    this.types.set(key, "any");
    const text = (local ?? attribute(block.body, block.type === "variable" ? "type" : "value"))?.text ?? "null";
    const { ast } = await analyse(text);
    const type = block.type === "variable" ? await ofConstraint(ast) : await ofValue(ast, (path) => this.resolve(module, path));
    this.types.set(key, type);
    return type;
  }
}

/** How many steps of a path are its address, and the address: aws_vpc.main, data.aws_region.here, var.name, module.network. */
export function addressOf(path) {
  const length = path[0] === "data" || path[0] === "ephemeral" ? 3 : 2;
  return [
    length,
    path
      .slice(0, length)
      .map((step) => (Array.isArray(step) ? "?" : step))
      .join("."),
  ];
}

export const typeOfBlock = (block) => (block.type in PREFIX ? PREFIX[block.type] + block.labels[0] : null);

export function readSchema() {
  const read = (name) => JSON.parse(readFileSync(join(import.meta.dirname, "..", name), "utf8"));
  const schema = read("schema.json");
  supplement(schema.types, read("supplement.json"));
  return schema;
}

/** Puts in what the generated packages leave out; a name with @ stands for a part that comes again and again. */
function supplement(types, { path: [type, block, member], statement, ...parts }) {
  const filled = fill(statement, {
    ...parts,
    "@one": { kind: "block", min: 1, max: 1, of: statement },
    "@maybe": { kind: "block", max: 1, of: statement },
    "@many": { kind: "block", min: 1, of: statement },
  });
  types[type][block].of[member] = { kind: "block", min: 1, max: 1, of: filled };
}

function fill(members, parts) {
  for (const [name, spec] of Object.entries(members)) {
    if (typeof spec === "string" && spec.startsWith("@")) members[name] = parts[spec];
    if (members[name].of && !members[name].filled) {
      Object.defineProperty(members[name], "filled", { value: true });
      fill(members[name].of, parts);
    }
  }
  return members;
}

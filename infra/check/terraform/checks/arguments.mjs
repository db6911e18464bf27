// Arguments and blocks against the schema of the provider, and against the language for Terraform's own.
import { typeOfBlock } from "../context.mjs";
import { analyse, pathOf } from "../expressions.mjs";
import { BLOCKS, META } from "../language.mjs";
import { PREFIX, attribute, children } from "../tree.mjs";
import { ofValue } from "../types.mjs";

export async function* check(context) {
  for (const module of context.modules.values()) for (const block of module.blocks) yield* checkBlock(context, module, block);
}

async function* checkBlock(context, module, block) {
  const at = { file: block.file, line: block.line };
  if (!(block.type in BLOCKS)) {
    yield { ...at, text: `there is no block ${block.type}` };
    return;
  }
  const check = (body, spec, name) => checkBody({ context, module, file: block.file }, body, spec, name, block);
  if (block.type in PREFIX) {
    const type = typeOfBlock(block);
    const spec = context.schema.types[type];
    if (spec) yield* checkType(check, block, { ...settable(block, spec), ...META }, type);
    else
      yield {
        ...at,
        text: `the schema has no type ${type}; where the provider has it, distil it (infra/check/README.md)`,
      };
  } else if (BLOCKS[block.type]) yield* check(block.body, BLOCKS[block.type], block.type);
  for (const nested of block.type === "check" ? children(block.body, "data") : [])
    yield* checkBlock(context, module, { ...nested, file: block.file });
}

async function* checkType(check, block, spec, type) {
  yield* check(block.body, spec, type);
  for (const lifecycle of children(block.body, "lifecycle"))
    for (const name of await ignored(attribute(lifecycle.body, "ignore_changes")?.text ?? "[]"))
      if (!(name in spec))
        yield { file: block.file, line: lifecycle.line, text: `ignore_changes names ${name}, which ${type} does not have` };
}

const ignored = async (text) => (await analyse(text)).ast.children.map((node) => pathOf(node)?.[0]).filter(Boolean);

// The generated packages give every resource an optional id; only data sources ever take one.
const settable = (block, spec) => (block.type === "resource" && spec.id === "string" ? { ...spec, id: "string=" } : spec);

async function* checkBody(place, body, spec, name, { line }) {
  for (const found of body.attributes) yield* checkAttribute(place, found, spec[found.name], name);
  for (const nested of body.blocks) yield* checkNested(place, nested, spec, name);
  for (const [member, wanted] of Object.entries(spec)) {
    const given = blocksNamed(body, member);
    if (
      typeof wanted === "string"
        ? wanted.endsWith("!") && !attribute(body, member)
        : wanted.min && given.length === 0 && !attribute(body, member)
    )
      yield { file: place.file, line, text: `${name} needs ${member}` };
    if (wanted.max === 1 && given.filter((b) => b.type !== "dynamic").length > 1)
      yield { file: place.file, line: given[1].line, text: `${name} takes only one ${member}` };
  }
}

const blocksNamed = (body, name) => body.blocks.filter((b) => (b.type === "dynamic" ? b.labels[0] : b.type) === name);

async function* checkAttribute(place, { name, line, text }, spec, owner) {
  const at = { file: place.file, line };
  if (spec === undefined) yield { ...at, text: `${owner} has no argument ${name}` };
  else if (typeof spec === "string" ? spec.endsWith("=") : spec.kind === "read")
    yield { ...at, text: `${name} of ${owner} can only be read` };
  else if (spec.kind === "block") yield { ...at, text: `${name} of ${owner} is a block, not an argument` };
  else {
    const wanted = typeof spec === "string" ? spec.replace("!", "") : "object";
    const problem = await mismatch(place, wanted, text);
    if (problem) yield { ...at, text: `${name} of ${owner} is a ${wanted}, not ${problem}` };
  }
}

async function* checkNested(place, block, spec, owner) {
  const name = block.type === "dynamic" ? block.labels[0] : block.type;
  const at = { file: place.file, line: block.line };
  const found = spec[name];
  if (found === undefined) yield { ...at, text: `${owner} has no block ${name}` };
  else if (found === "any" || found.of === null) return;
  else if (typeof found === "string" || found.kind === "attribute")
    yield { ...at, text: `${name} of ${owner} is an argument, not a block` };
  else if (found.kind === "read") yield { ...at, text: `${name} of ${owner} can only be read` };
  else if (block.type !== "dynamic") yield* checkBody(place, block.body, found.of, `${owner}.${name}`, block);
  else {
    if (!attribute(block.body, "for_each")) yield { ...at, text: `dynamic ${name} needs for_each` };
    for (const content of children(block.body, "content"))
      yield* checkBody(place, content.body, found.of, `${owner}.${name}`, content);
  }
}

/** What a value is instead of what is wanted; null when it fits or is not known. Strings, numbers and booleans convert. */
async function mismatch({ context, module }, wanted, text) {
  const { ast } = await analyse(text);
  const type = await ofValue(ast, (path) => context.resolve(module, path));
  const kind = typeof type === "string" ? type : type.list ? "list" : type.object || type.map ? "map" : "any";
  if (wanted === "any" || kind === "any") return null;
  if (wanted === "number" || wanted === "boolean") {
    if (kind === (wanted === "boolean" ? "bool" : wanted)) return null;
    const fits = wanted === "number" ? /^"-?\d+(\.\d+)?"$/.test(text) : /^"(true|false)"$/.test(text);
    return fits || (kind === "string" && !text.startsWith('"')) ? null : `a ${kind}`;
  }
  const simple = ["string", "number", "bool"].includes(kind);
  if (wanted === "string") return simple ? null : `a ${kind}`;
  if (wanted === "object") return simple ? `a ${kind}` : null;
  return kind === wanted ? null : `a ${kind}`;
}

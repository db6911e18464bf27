// The value of an expression as far as it is written down: literals, objects, lists, locals, and the functions that put
// them together. What only an apply knows is UNKNOWN.
import { analyse, pathOf } from "./expressions.mjs";

export const UNKNOWN = Symbol("unknown");

export async function evaluate(module, text) {
  const { ast } = await analyse(text);
  const path = pathOf(ast);
  if (path !== null) return follow(module, path);
  switch (ast.type) {
    case "literalValue":
      return { string: String, number: Number, bool: (v) => v === "true", dynamic: () => null }[ast.meta.type](
        unquoted(ast.meta.value),
      );
    case "template":
    case "templateWrap":
      return unquoted(ast.meta.value);
    case "object":
      return object(module, ast.meta.items);
    case "tuple":
      return list(module, ast.children);
    case "conditional":
      return either(await list(module, ast.children.slice(1)));
    case "function":
      return call(module, ast);
    default:
      return UNKNOWN;
  }
}

const unquoted = (text) => text.replace(/^"([\s\S]*)"$/, "$1");
const list = (module, nodes) => Promise.all(nodes.map((node) => evaluate(module, node.meta?.value ?? "null")));

async function object(module, items) {
  const found = {};
  for (const [key, text] of Object.entries(items)) found[unquoted(key)] = await evaluate(module, text);
  return found;
}

/** Of a condition the side that says something: the check sees the larger environment. */
const either = ([yes, no]) => (yes === null || (Array.isArray(yes) && yes.length === 0) ? no : yes);

async function call(module, { meta, children }) {
  const args = await list(module, children);
  if (meta.name === "merge") return Object.assign({}, ...args.filter((arg) => typeof arg === "object"));
  if (meta.name === "concat") return args.flatMap((arg) => (Array.isArray(arg) ? arg : [UNKNOWN]));
  return meta.name === "jsonencode" ? args[0] : UNKNOWN;
}

async function follow(module, [root, name, ...steps]) {
  const local = root === "local" ? module.declared.get(`local.${name}`)?.local : undefined;
  let value = local ? await evaluate(module, local.text) : UNKNOWN;
  for (const step of steps) value = typeof value === "object" && value !== null ? (value[step] ?? UNKNOWN) : UNKNOWN;
  return value;
}

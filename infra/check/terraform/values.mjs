// Looking values up in what was read.
import { analyse } from "./expressions.mjs";
import { attribute, children } from "./tree.mjs";

export const at = (block) => ({ file: block.file, line: block.line });

/** The text of an argument by its path through blocks: encryption_options.kms_key_id. */
export function find(body, path) {
  const [name, ...rest] = path.split(".");
  if (rest.length === 0) return attribute(body, name)?.text;
  const [nested] = children(body, name);
  return nested && find(nested.body, rest.join("."));
}

/** The text of a member of an object that is written down: a.b.c within { a = { b = { c = … } } }. */
export async function member(text, path) {
  const [name, ...rest] = path;
  if (name === undefined) return text;
  const { ast } = await analyse(text);
  const found = ast.type === "object" ? (ast.meta.items[name] ?? ast.meta.items[`"${name}"`]) : undefined;
  return found === undefined ? undefined : member(found, rest);
}

/** The strings of a list that is written down; a missing list has none. */
export async function strings(text) {
  const { ast } = await analyse(text || "[]");
  const found = [];
  const visit = (node) => {
    if (node.type === "literalValue" && node.meta.type === "string") found.push(node.meta.value.replace(/^"|"$/g, ""));
    if (node.type === "templateWrap" || node.type === "template") found.push(node.meta.value.replace(/^"|"$/g, ""));
    else node.children.forEach(visit);
  };
  visit(ast);
  return found;
}

// Every expression of a module with the place it stands at, and every reference in it.
import { analyse, pathOf } from "./expressions.mjs";
import { PREFIX, attribute, children } from "./tree.mjs";

/** { file, line, text, owner, attribute, iterators } for each expression; owner is the address of what it belongs to. */
export async function* expressions(module) {
  for (const block of module.blocks) {
    if (block.type === "locals") {
      for (const local of block.body.attributes) yield place(block, local, `local.${local.name}`, {});
    } else {
      const owner = block.type in PREFIX ? PREFIX[block.type] + block.labels.join(".") : [block.type, ...block.labels].join(".");
      yield* inBody(block, block.body, owner, await iteratorsOf(block.body));
    }
  }
}

async function* inBody(block, body, owner, iterators) {
  for (const found of body.attributes)
    if (isExpression(block, found))
      yield place(block, found, owner, ["for_each", "count"].includes(found.name) ? without(iterators) : iterators);
  for (const nested of body.blocks) {
    if (nested.type === "dynamic") yield* inDynamic(block, nested, owner, iterators);
    else
      yield* inBody(
        block,
        nested.body,
        owner,
        nested.type === "precondition" || nested.type === "postcondition" ? { ...iterators, self: null } : iterators,
      );
  }
}

async function* inDynamic(block, dynamic, owner, iterators) {
  const name = attribute(dynamic.body, "iterator")?.text ?? dynamic.labels[0];
  const each = attribute(dynamic.body, "for_each");
  if (each) yield place(block, each, owner, iterators);
  const inner = { ...iterators, [name]: each ? await collection(each.text, iterators) : null };
  for (const content of children(dynamic.body, "content")) yield* inBody(block, content.body, owner, inner);
}

// What these take are names, types or places, not values.
const isExpression = (block, { name }) =>
  !(block.type === "variable" && name === "type") &&
  !["ignore_changes", "provider", "providers", "source", "version"].includes(name) &&
  !["moved", "import", "removed"].includes(block.type);

const place = (block, { name, line, text }, owner, iterators) => ({
  file: block.file,
  line,
  text,
  owner,
  attribute: name,
  iterators,
});

/** each and count exist where a block repeats; each.value is an element of what for_each names. */
async function iteratorsOf(body) {
  const each = attribute(body, "for_each");
  return { ...(attribute(body, "count") && { count: null }), ...(each && { each: await collection(each.text) }) };
}

const without = ({ each, count, ...rest }) => rest;

/**
 * The path that for_each runs over, also on one side of a condition; null when it is computed. Inside a dynamic block it
 * may begin at another iterator.
 */
async function collection(text, iterators = {}) {
  const { ast } = await analyse(text);
  const [path = null] = [ast, ...(ast.type === "conditional" ? ast.children.slice(1) : [])].map(pathOf).filter(Boolean);
  if (path === null || ["each", "count"].includes(path[0])) return null;
  return path[0] in iterators ? (lead(path, { iterators }).path ?? null) : path;
}

/** The references of one expression, those through each and iterators led back to what they run over; problems beside them. */
export async function referencesOf(expression) {
  const found = { references: [], problems: [], calls: [] };
  const { references, calls } = await analyse(expression.text);
  for (const { path, line, guarded } of references) {
    const at = { file: expression.file, line: expression.line + line };
    const led = lead(path, expression);
    if (led.error) found.problems.push({ ...at, text: led.error });
    else if (led.path) found.references.push({ ...at, path: led.path, guarded });
  }
  found.calls = calls.map(({ name, count, line }) => ({
    name,
    count,
    file: expression.file,
    line: expression.line + line,
  }));
  return found;
}

function lead([root, member, ...steps], { iterators }) {
  if (root === "path") return ["module", "root", "cwd"].includes(member) ? {} : { error: `there is no path.${member}` };
  if (root === "terraform") return member === "workspace" ? {} : { error: `there is no terraform.${member}` };
  if (root === "count") return "count" in iterators && member === "index" ? {} : { error: `count.${member} without count` };
  if (root === "self") return "self" in iterators ? {} : { error: "self outside of a condition" };
  if (root === "each" && !("each" in iterators)) return { error: `each.${member} without for_each` };
  if (root in iterators) {
    if (member !== "value" && member !== "key") return { error: `${root} has no ${member}, only key and value` };
    return member === "value" && iterators[root] ? { path: [...iterators[root], [null], ...steps] } : {};
  }
  return { path: [root, member, ...steps].filter((step) => step !== undefined) };
}

// What an expression refers to and calls, by the syntax tree of HashiCorp's own parser.
import { createRequire } from "node:module";

const { getExpressionAst } = createRequire(import.meta.url)("@cdktf/hcl2json");
const known = new Map();

/**
 * The analysis of an expression: its syntax tree, its references { path, line } and its calls { name, count, line }.
 * A path is the list of its steps: a name, [key] for an index (null when it is computed) or '*' for a splat.
 */
export async function analyse(text) {
  if (!known.has(text)) known.set(text, isPlain(text) ? plain(text) : tree(text));
  return known.get(text);
}

const isPlain = (text) => /^("[^"\\$%]*"|-?\d+(\.\d+)?|true|false|null)$/.test(text);
const plain = (text) => ({
  ast: { type: "literalValue", meta: { type: literal(text), value: text }, children: [] },
  references: [],
  calls: [],
});
const literal = (text) => (text[0] === '"' ? "string" : /^[tf]/.test(text) ? "bool" : text === "null" ? "dynamic" : "number");

async function tree(text) {
  const found = { ast: await getExpressionAst("expression", `${text}\n`), references: [], calls: [] };
  visit(found.ast, {}, found);
  return found;
}

/** The scope says what the variables of loops around the node stand for: a path to an element, or null when that is computed. */
function visit(node, scope, found) {
  const line = node.range?.start?.line ?? 0;
  const path = pathOf(node);
  if (path !== null) {
    const full = path[0] in scope ? scope[path[0]] && [...scope[path[0]], ...path.slice(1)] : path;
    if (full) found.references.push({ path: full, line, ...(scope[GUARDED] && { guarded: true }) });
    for (const key of keysOf(node)) visit(key, scope, found);
    return;
  }
  if (node.type === "function")
    found.calls.push({
      name: node.meta.name,
      count: node.meta.expandedFinalArgument ? null : node.children.length,
      line,
    });
  const guard = node.type === "function" && ["try", "can"].includes(node.meta.name) ? { ...scope, [GUARDED]: true } : scope;
  node.children.forEach((child, i) => visit(child, node.type === "for" && i > 0 ? inLoop(node, guard) : guard, found));
}

/** Marks what stands in try() or can(), where a missing member is no mistake. */
const GUARDED = Symbol("guarded");

function inLoop({ meta: { keyVar, valVar }, children: [collection] }, scope) {
  const path = pathOf(collection);
  const inner = { ...scope, [valVar]: path && !(path[0] in scope) ? [...path, [null]] : null };
  if (keyVar) inner[keyVar] = null;
  return inner;
}

/** The steps of a traversal, however the parser nests it; null for anything else. */
export function pathOf(node) {
  if (node.type === "scopeTraversal") return node.meta.traversal.map(step);
  const base = ["index", "relativeTraversal", "splat"].includes(node.type) ? pathOf(node.children[0]) : null;
  if (base === null) return null;
  if (node.type === "index") return [...base, [constant(node.children[1])]];
  if (node.type === "relativeTraversal") return [...base, ...node.meta.traversal.map(step)];
  return [...base, "*", ...rest(node.children[1])];
}

const step = ({ type, segment }) => (type === "indexTraversal" ? [segment.replace(/^"|"$/g, "")] : segment);
const constant = (node) => (node?.type === "literalValue" ? node.meta.value : null);

/** What follows a splat hangs on a symbol without a name. */
function rest(node) {
  if (!node || node.type === "") return [];
  const own =
    node.type === "relativeTraversal"
      ? node.meta.traversal.map(step)
      : node.type === "index"
        ? [[constant(node.children[1])]]
        : [];
  return [...rest(node.children[0]), ...own];
}

/** The computed keys within a traversal are expressions of their own. */
function keysOf(node) {
  if (node.type === "index") return [...keysOf(node.children[0]), node.children[1]];
  return node.type === "relativeTraversal" || node.type === "splat" ? node.children.flatMap(keysOf) : [];
}

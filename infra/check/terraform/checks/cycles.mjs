// Terraform refuses a configuration whose parts wait for each other. Modules may refer to each other; what counts is one
// graph of everything in a root, with variables and outputs as its joints.
import { addressOf } from "../context.mjs";
import { isRoot } from "./declarations.mjs";

export async function* check(context) {
  for (const root of context.modules.values()) {
    if (!isRoot(root)) continue;
    const graph = new Map();
    await addModule(context, root, "", graph);
    const cycle = findCycle(graph);
    if (cycle) yield { file: root.blocks[0].file, line: 1, text: `these wait for each other: ${cycle.join(" → ")}` };
  }
}

/** An edge leads from what is computed to what that needs; at is the path of module calls. */
async function addModule(context, module, at, graph) {
  for (const { expression, references } of await context.scan(module)) {
    const call = expression.owner.startsWith("module.")
      ? context.target(module, module.declared.get(expression.owner).block)
      : null;
    const from = call
      ? `${at}${expression.owner}.${isMeta(expression) ? expression.attribute : `var.${expression.attribute}`}`
      : at + expression.owner;
    for (const { path } of references) link(graph, from, at + needed(path));
  }
  for (const block of module.blocks.filter((b) => b.type === "module")) {
    const target = context.target(module, block);
    const inside = `${at}module.${block.labels[0]}.`;
    if (target && !graph.has(inside)) {
      graph.set(inside, new Set());
      await addModule(context, target, inside, graph);
    }
  }
}

const isMeta = ({ attribute: name }) => ["count", "for_each", "depends_on"].includes(name);

function needed(path) {
  const [length, address] = addressOf(path);
  if (path[0] !== "module") return address;
  const output = path.slice(length).find((step) => typeof step === "string" && step !== "*");
  return output ? `${address}.output.${output}` : address;
}

function link(graph, from, to) {
  if (!graph.has(from)) graph.set(from, new Set());
  if (from !== to) graph.get(from).add(to);
}

function findCycle(graph) {
  const done = new Set();
  const visit = (node, trail) => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return null;
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...trail, node]);
      if (cycle) return cycle;
    }
    done.add(node);
    return null;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle) return cycle;
  }
  return null;
}

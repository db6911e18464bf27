// Each kind of task: the secrets that its definition names (modules/compute) are exactly those that its roles may read
// (modules/iam), neither fewer, or it does not start, nor more.
import { basename } from "node:path";
import { addressOf } from "../context.mjs";
import { at } from "../values.mjs";

export async function* check(context) {
  const module = (name) => [...context.modules.values()].find((m) => basename(m.folder) === name);
  const [compute, iam] = [module("compute"), module("iam")];
  if (!compute || !iam) return;
  const [given, readable] = [reached(await context.scan(compute)), reached(await context.scan(iam))];
  const kinds = compute.blocks.filter((b) => b.labels[0] === "aws_ecs_task_definition").map((b) => b.labels[1]);
  for (const kind of kinds) {
    const role = iam.declared.get(`module.${kind}`);
    const definition = compute.declared.get(`aws_ecs_task_definition.${kind}`);
    if (!role) yield { ...at(definition.block), text: `the task ${kind} has no roles in modules/iam` };
    else yield* compare(kind, role.block, given(`aws_ecs_task_definition.${kind}`), readable(`module.${kind}`));
  }
}

function* compare(kind, block, given, readable) {
  for (const secret of given)
    if (!readable.has(secret)) yield { ...at(block), text: `the task ${kind} is given ${secret}, which its roles cannot read` };
  for (const secret of readable)
    if (!given.has(secret)) yield { ...at(block), text: `the roles of ${kind} can read ${secret}, which the task is not given` };
}

/** Address → the secrets that are reached from it through locals and policy documents of its module. */
function reached(scan) {
  const edges = new Map();
  for (const { expression, references } of scan) {
    const to = edges.get(expression.owner) ?? edges.set(expression.owner, new Set()).get(expression.owner);
    for (const { path } of references) to.add(nameOf(path));
  }
  return (address) => {
    const found = new Set();
    const visit = (node, trail) => {
      if (SECRET.test(node)) found.add(node.replace(/^var\.(secrets|database)\.|^var\./, ""));
      if (!trail.has(node)) for (const next of edges.get(node) ?? []) visit(next, trail.add(node));
    };
    visit(address, new Set());
    return found;
  };
}

const SECRET = /^var\.secrets\.\w+$|master_secret_arn$/;

/** Down to the member: var.secrets.security, var.database.master_secret_arn. */
function nameOf(path) {
  const [length, address] = addressOf(path);
  return path[0] === "var" && typeof path[length] === "string" ? `${address}.${path[length]}` : address;
}

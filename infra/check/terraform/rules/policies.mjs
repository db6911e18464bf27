// Least privilege as far as it can be read: no action that is all of a service, no resource that is everything where the
// service knows names.
import { attribute, children } from "../tree.mjs";
import { strings } from "../values.mjs";

export async function* check(context, allowed) {
  const ofKeys = await policiesOfKeys(context);
  for (const module of context.modules.values()) {
    for (const block of module.blocks.filter((b) => b.type === "data" && b.labels[0] === "aws_iam_policy_document")) {
      const address = `data.${block.labels.join(".")}`;
      const isKey = ofKeys.has(`${module.folder} ${address}`);
      for (const statement of statements(block)) yield* checkStatement(block, address, statement, isKey, allowed);
    }
    yield* inline(module);
  }
}

const statements = (block) =>
  block.body.blocks
    .filter((b) => b.type === "statement" || (b.type === "dynamic" && b.labels[0] === "statement"))
    .map((b) => (b.type === "dynamic" ? (children(b.body, "content")[0] ?? b) : b));

async function* checkStatement({ file }, address, statement, isKey, allowed) {
  const text = (name) => attribute(statement.body, name)?.text;
  const at = { file, line: statement.line, address };
  if (text("effect") === '"Deny"') return;
  const actions = await strings(text("actions") ?? "[]");
  const resources = await strings(text("resources") ?? "[]");
  for (const action of actions)
    if (/(^|:)\*$/.test(action) && !(isKey && action === "kms:*")) yield { ...at, text: `${address}: the action ${action}` };
  // The policy of a key is about that key, which it can only call *.
  const nameless = actions.filter((action) => !(action in allowed.actionsWithoutResource));
  if (resources.includes("*") && !isKey && nameless.length > 0)
    yield { ...at, text: `${address}: every resource for ${nameless.join(", ")}` };
  for (const name of ["not_actions", "not_resources"])
    if (text(name)) yield { ...at, text: `${address}: ${name} allows everything else` };
  yield* principals(at, statement);
}

async function* principals(at, statement) {
  for (const principal of children(statement.body, "principals")) {
    const text = (name) => attribute(principal.body, name)?.text ?? "";
    if ((await strings(text("identifiers"))).includes("*")) yield { ...at, text: "everybody is a principal" };
    const federated = text("type") === '"Federated"';
    const conditions = children(statement.body, "condition").map((c) => attribute(c.body, "variable")?.text ?? "");
    if (federated && !conditions.some((c) => c.includes(":sub")))
      yield { ...at, text: "a federated principal without its subject" };
  }
}

async function policiesOfKeys(context) {
  const found = new Set();
  for (const module of context.modules.values())
    for (const { expression, references } of await context.scan(module))
      if (expression.owner.startsWith("aws_kms_key.") && expression.attribute === "policy")
        for (const { path } of references) found.add(`${module.folder} ${path.slice(0, 3).join(".")}`);
  return found;
}

/** Policies are documents that can be read, not JSON in a string. */
function* inline(module) {
  for (const block of module.blocks.filter(
    (b) => b.type === "resource" && /^aws_(iam_.*policy|s3_bucket_policy|sns_topic_policy|kms_key)$/.test(b.labels[0]),
  )) {
    const policy = attribute(block.body, "policy")?.text ?? "data.";
    if (!/^(data\.|var\.)/.test(policy))
      yield {
        file: block.file,
        line: block.line,
        text: `${block.labels.join(".")}: policy is not an aws_iam_policy_document`,
      };
  }
}

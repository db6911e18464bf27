// No secret stands in a file or an argument that the state keeps, and what is secret is marked so.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { analyse } from "../expressions.mjs";
import { attribute } from "../tree.mjs";
import { at } from "../values.mjs";

const SECRET_NAME = /(^|_)(password|passwd|secret|token|auth_token|private_key|credentials|pager_url)$/;
const SECRET_TEXT =
  /AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY|xox[bap]-|ghp_[A-Za-z0-9]{20}|\bhttps?:\/\/[^\s"/:]+:[^\s"/@$]+@/;

export async function* check(context) {
  for (const module of context.modules.values()) {
    for (const block of module.blocks) {
      if (block.type === "variable" && SECRET_NAME.test(block.labels[0]) && attribute(block.body, "sensitive")?.text !== "true")
        yield { ...at(block), text: `var.${block.labels[0]} is not marked sensitive` };
      if (block.type === "output" && SECRET_NAME.test(block.labels[0]) && attribute(block.body, "sensitive")?.text !== "true")
        yield { ...at(block), text: `output.${block.labels[0]} is not marked sensitive` };
      if (block.type === "resource") yield* literals(block, block.body, block.labels.join("."));
    }
  }
  yield* texts(context.root, context.root);
}

async function* literals(block, body, address) {
  for (const { name, line, text } of body.attributes) {
    const { ast } = await analyse(text);
    if (SECRET_NAME.test(name) && ast.type === "literalValue" && ast.meta.type === "string")
      yield { file: block.file, line, text: `${address}: ${name} is written down` };
    if (/^(secret_string|secret_binary|master_password|password)$/.test(name) && block.labels[0] !== "aws_mq_broker")
      yield {
        file: block.file,
        line,
        address,
        text: `${address}: ${name} would be in the state; use the write-only argument`,
      };
  }
  for (const nested of body.blocks) yield* literals(block, nested.body, address);
}

function* texts(root, folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).filter((e) => !e.name.startsWith("."))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* texts(root, path);
    else
      for (const [i, line] of readFileSync(path, "utf8").split("\n").entries())
        if (SECRET_TEXT.test(line)) yield { file: relative(root, path), line: i + 1, text: "this looks like a secret" };
  }
}

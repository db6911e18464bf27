// Every alarm names its runbook, as docs/operations.md promises, and the runbook is there.
import { existsSync } from "node:fs";
import { join } from "node:path";

export async function* check(context) {
  const docs = join(context.root, "..", "..", "docs");
  if (!existsSync(join(docs, "operations.md"))) return;
  for (const module of context.modules.values()) {
    for (const { expression } of await context.scan(module)) {
      for (const { name, line } of named(expression))
        if (!existsSync(join(docs, "runbooks", `${name}.md`)))
          yield { file: expression.file, line, text: `there is no docs/runbooks/${name}.md` };
    }
    for (const block of module.blocks.filter((b) => b.labels[0] === "aws_cloudwatch_metric_alarm"))
      if (!block.body.attributes.some((a) => a.name === "alarm_description" && a.text.includes("docs/runbooks/")))
        yield { file: block.file, line: block.line, text: `${block.labels[1]} names no runbook` };
  }
}

/** In a row of a table (runbook = "errors"), or in a description. */
function* named({ text, line }) {
  for (const found of text.matchAll(/\brunbook\s*=\s*"([\w-]+)"|docs\/runbooks\/([\w-]+)\.md/g))
    yield { name: found[1] ?? found[2], line: line + text.slice(0, found.index).split("\n").length - 1 };
}

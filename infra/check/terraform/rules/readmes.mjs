// Each module has its four files and a README with an example call that would be accepted; what a root hands out is
// explained in docs/deployment.md.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isRoot } from "../checks/declarations.mjs";
import { checkCall } from "../checks/modules.mjs";
import { outline } from "../outline.mjs";

const FILES = ["main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md"];

export async function* check(context) {
  const guide = readGuide(context.root);
  for (const module of context.modules.values()) {
    if (isRoot(module)) yield* outputsExplained(module, guide);
    else yield* complete(context, module);
  }
}

async function* complete(context, module) {
  for (const name of FILES)
    if (!existsSync(join(module.folder, name))) yield { file: module.name, line: 1, text: `${name} is missing` };
  const readme = join(module.folder, "README.md");
  const text = existsSync(readme) ? readFileSync(readme, "utf8") : "";
  const file = `${module.name}/README.md`;
  const example = text.match(/```hcl\n([\s\S]*?)```/);
  const line = example ? text.slice(0, example.index).split("\n").length + 1 : 1;
  const [call] = example ? outline(example[1]).blocks.filter((b) => b.type === "module") : [];
  if (!call) yield { file, line, text: "no example call" };
  else if (context.target(module, call) !== module) yield { file, line, text: "the example calls another module" };
  else
    for await (const problem of checkCall(context, module, { ...call, file }))
      yield { ...problem, line: line + problem.line - 1 };
}

const readGuide = (root) => {
  const file = join(root, "..", "..", "docs", "deployment.md");
  return existsSync(file) ? readFileSync(file, "utf8") : null;
};

function* outputsExplained(module, guide) {
  if (guide === null) return;
  for (const block of module.blocks.filter((b) => b.type === "output"))
    if (!guide.includes(`\`${block.labels[0]}\``))
      yield {
        file: block.file,
        line: block.line,
        text: `docs/deployment.md does not say what the output ${block.labels[0]} is for`,
      };
}

// Every root says by tags whose its resources are.
import { isRoot } from "../checks/declarations.mjs";
import { find } from "../values.mjs";
import { member } from "../values.mjs";

const TAGS = ["Project", "Environment", "Owner", "CostCenter"];

export async function* check(context) {
  for (const module of [...context.modules.values()].filter(isRoot)) {
    const providers = module.blocks.filter((b) => b.type === "provider" && b.labels[0] === "aws");
    if (providers.length === 0) yield { file: module.blocks[0].file, line: 1, text: "no provider aws" };
    for (const provider of providers) {
      const at = { file: provider.file, line: provider.line };
      const tags = find(provider.body, "default_tags.tags") ?? "{}";
      for (const tag of TAGS) if ((await member(tags, [tag])) === undefined) yield { ...at, text: `default_tags without ${tag}` };
      if (!find(provider.body, "allowed_account_ids"))
        yield { ...at, text: "allowed_account_ids is missing: it would be applied to any account" };
    }
  }
}

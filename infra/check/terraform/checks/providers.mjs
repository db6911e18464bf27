// A module names the providers whose types it uses, and no others, in a version that the schema is of.
import { PREFIX, children } from "../tree.mjs";
import { member } from "../values.mjs";
import { isRoot } from "./declarations.mjs";

export async function* check(context) {
  for (const module of context.modules.values()) {
    const [settings] = module.blocks.filter((b) => b.type === "terraform");
    if (!settings) {
      yield { file: `${module.name}/versions.tf`, line: 1, text: "no block terraform with required_providers" };
      continue;
    }
    const used = new Set(module.blocks.filter((b) => b.type in PREFIX).map((b) => b.labels[0].split("_")[0]));
    const named = children(settings.body, "required_providers").flatMap((b) => b.body.attributes);
    for (const name of used)
      if (!named.some((a) => a.name === name))
        yield { file: settings.file, line: settings.line, text: `required_providers without ${name}` };
    for (const provider of named)
      yield* checkProvider(context, settings.file, provider, used.has(provider.name) || isRoot(module));
  }
}

async function* checkProvider({ schema }, file, { name, line, text }, used) {
  const source = JSON.parse((await member(text, ["source"])) ?? '""');
  const constraint = JSON.parse((await member(text, ["version"])) ?? '""');
  const known = schema.sources[source]?.provider;
  if (!used) yield { file, line, text: `required_providers names ${name}, which nothing here uses` };
  if (!known || !source.endsWith(`/${name}`))
    yield { file, line, text: `the schema does not know the provider ${source || name}` };
  else if (constraint !== `~> ${known.split(".").slice(0, 2).join(".")}`)
    yield {
      file,
      line,
      text: `${source} is asked for in ${constraint || "any version"}; the schema is of ${known}`,
    };
}

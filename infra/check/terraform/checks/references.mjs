// What expressions name must be declared, the members they read must exist, and the functions they call as well.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { FUNCTIONS } from "../language.mjs";

export async function* check(context) {
  for (const module of context.modules.values()) {
    for (const { expression, references, problems, calls } of await context.scan(module)) {
      yield* problems;
      for (const { file, line, path, guarded } of references) {
        const { error, some } = await context.resolve(module, path);
        if (error && !(guarded && some)) yield { file, line, text: `${shown(path)}: ${error}` };
      }
      for (const call of calls) yield* checkCall(call);
      yield* checkFiles(context, module, expression);
    }
  }
}

const shown = (path) =>
  path
    .map((step) => (Array.isArray(step) ? `[${step[0] ?? "…"}]` : `.${step}`))
    .join("")
    .slice(1);

function* checkCall({ name, count, file, line }) {
  if (name.startsWith("provider::")) return;
  if (!(name in FUNCTIONS)) yield { file, line, text: `there is no function ${name}` };
  else if (count !== null && (count < FUNCTIONS[name][0] || count > FUNCTIONS[name][1]))
    yield { file, line, text: `${name} does not take ${count} arguments` };
}

/** Files that a module reads by a fixed name must be there. */
function* checkFiles(context, module, { file, line, text }) {
  for (const [, name] of text.matchAll(/\b(?:templatefile|file|filebase64sha256)\("\$\{path\.module\}\/([^"$]+)"/g))
    if (!existsSync(join(module.folder, name))) yield { file, line, text: `there is no file ${name}` };
}

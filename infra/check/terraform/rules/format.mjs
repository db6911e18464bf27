// Files look as `terraform fmt` leaves them, as far as format.mjs knows it; node terraform.mjs --format does it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "../format.mjs";
import { files } from "../tree.mjs";

export async function* check(context) {
  for (const module of context.modules.values()) {
    for (const file of files(module.folder)) {
      const lines = readFileSync(file, "utf8").split("\n");
      const wanted = format(lines.join("\n")).split("\n");
      const odd = lines.findIndex((line, i) => line !== wanted[i]);
      if (odd >= 0)
        yield {
          file: join(module.name, file.slice(module.folder.length + 1)),
          line: odd + 1,
          text: `terraform fmt writes: ${wanted[odd]}`,
        };
    }
  }
}

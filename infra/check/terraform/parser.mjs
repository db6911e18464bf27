// The syntax, judged by HashiCorp's own parser. It also confirms that our outline read each file as it does.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { relative } from "node:path";
import { outline } from "./outline.mjs";
import { files, folders } from "./tree.mjs";

const { parse } = createRequire(import.meta.url)("@cdktf/hcl2json");
const judged = new Map();

export async function* syntax(root) {
  for (const file of folders(root).flatMap(files)) {
    const text = readFileSync(file, "utf8");
    if (!judged.has(text)) judged.set(text, await judge(text));
    const problem = judged.get(text);
    if (problem) yield { file: relative(root, file), ...problem };
  }
}

async function judge(text) {
  try {
    const difference = compare(outline(text), await parse("file", text));
    return difference && { line: 1, text: `the check misreads this file: ${difference}` };
  } catch ({ message }) {
    const [, line, said] = message.match(/:(\d+),\d+-[\d,]+: (.*?)\]?$/s) ?? [
      null,
      message.match(/line (\d+)/)?.[1] ?? 1,
      message,
    ];
    return { line: Number(line), text: said.replace(/\s+/g, " ") };
  }
}

/** The names of both readings must be the same, at every depth. */
function compare(body, parsed) {
  const ours = new Set([...body.attributes.map((a) => a.name), ...body.blocks.map((b) => b.type)]);
  const theirs = new Set(Object.keys(parsed));
  const odd = [...ours, ...theirs].find((name) => ours.has(name) !== theirs.has(name));
  if (odd !== undefined) return odd;
  for (const type of new Set(body.blocks.map((b) => b.type))) {
    const blocks = body.blocks.filter((b) => b.type === type);
    for (const labels of new Set(blocks.map((b) => b.labels.join("\0")))) {
      const same = blocks.filter((b) => b.labels.join("\0") === labels);
      const found = [
        labels
          .split("\0")
          .filter(Boolean)
          .reduce((at, label) => at?.[label], parsed[type]),
      ].flat();
      if (found.length !== same.length) return `${type} ${labels.replaceAll("\0", " ")}`;
      for (const [i, block] of same.entries()) {
        const difference = compare(block.body, found[i] ?? {});
        if (difference) return `${type}: ${difference}`;
      }
    }
  }
  return null;
}

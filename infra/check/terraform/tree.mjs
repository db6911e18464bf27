// The folders with Terraform files, and what they declare.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { outline } from "./outline.mjs";

/** Every folder below root that holds .tf files, hidden ones (.terraform) left out. */
export function folders(root) {
  const entries = readdirSync(root, { withFileTypes: true });
  const here = entries.some((e) => e.isFile() && e.name.endsWith(".tf")) ? [root] : [];
  const below = entries.filter((e) => e.isDirectory() && !e.name.startsWith(".") && e.name !== "node_modules");
  return [...here, ...below.flatMap((e) => folders(join(root, e.name)))].sort();
}

/** The types a tree uses: aws_vpc, data.aws_region, ephemeral.aws_secretsmanager_random_password. */
export function typesUsed(root) {
  const types = new Set();
  for (const folder of folders(root))
    for (const file of files(folder))
      for (const block of outline(readFileSync(file, "utf8")).blocks)
        for (const found of [block, ...block.body.blocks])
          if (PREFIX[found.type] !== undefined) types.add(PREFIX[found.type] + found.labels[0]);
  return [...types].sort();
}

export const files = (folder) =>
  readdirSync(folder)
    .filter((f) => f.endsWith(".tf"))
    .sort()
    .map((f) => join(folder, f));

/** How the address of a declaration begins. */
export const PREFIX = { resource: "", data: "data.", ephemeral: "ephemeral." };

/** One folder: its blocks, each with its file, and its declarations by address. */
export function load(root, folder) {
  const blocks = files(folder).flatMap((file) => {
    const name = relative(root, file);
    return outline(readFileSync(file, "utf8")).blocks.map((block) => ({ ...block, file: name }));
  });
  const module = { folder, name: relative(root, folder), blocks, declared: new Map(), doubles: [] };
  for (const block of blocks) {
    for (const [address, value] of declarations(block)) {
      if (module.declared.has(address)) module.doubles.push({ address, ...value });
      else module.declared.set(address, value);
    }
  }
  return module;
}

function* declarations(block) {
  const { type, labels, file, line } = block;
  if (type in PREFIX) yield [PREFIX[type] + labels.join("."), { block, file, line }];
  if (type === "variable") yield [`var.${labels[0]}`, { block, file, line }];
  if (type === "output" || type === "module") yield [`${type}.${labels[0]}`, { block, file, line }];
  if (type === "locals")
    for (const local of block.body.attributes) yield [`local.${local.name}`, { block, local, file, line: local.line }];
  if (type === "check")
    for (const nested of block.body.blocks)
      if (nested.type === "data")
        yield [`data.${nested.labels.join(".")}`, { block: { ...nested, file }, file, line: nested.line }];
}

export const attribute = (body, name) => body.attributes.find((a) => a.name === name);
export const children = (body, type) => body.blocks.filter((b) => b.type === type);

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { problems } from "../terraform/problems.mjs";
import { mistakes } from "./mistakes.mjs";

const tree = join(import.meta.dirname, "..", "..", "terraform");

/** What the tree is held against: the guide, and a runbook for each alarm. */
function writePapers(docs) {
  mkdirSync(join(docs, "runbooks"), { recursive: true });
  cpSync(join(tree, "..", "..", "docs", "deployment.md"), join(docs, "deployment.md"));
  writeFileSync(join(docs, "operations.md"), "");
  const alarms = join(tree, "modules", "observability");
  for (const file of readdirSync(alarms).filter((f) => f.endsWith(".tf")))
    for (const [, row, text] of readFileSync(join(alarms, file), "utf8").matchAll(
      /runbook += "([\w-]+)"|runbooks\/([\w-]+)\.md/g,
    ))
      writeFileSync(join(docs, "runbooks", `${row ?? text}.md`), "");
}

test("the tree has no problem", async () => {
  const { found, counted } = await problems(tree);
  assert.deepEqual(found, []);
  assert.ok(counted.blocks > 500, `only ${counted.blocks} blocks were read`);
});

describe("a planted mistake is found", () => {
  let copy;
  before(() => {
    copy = join(mkdtempSync(join(tmpdir(), "rupaya-check-")), "infra", "terraform");
    cpSync(tree, copy, { recursive: true, filter: (path) => !path.includes(".terraform") });
    writePapers(join(copy, "..", "..", "docs"));
  });
  after(() => rmSync(join(copy, "..", ".."), { recursive: true }));

  for (const [kind, file, from, to, says] of mistakes) {
    test(`${kind}: ${says.source} in ${file}`, async () => {
      const path = join(copy, file);
      const text = readFileSync(path, "utf8");
      assert.ok(text.includes(from), "what is to be replaced is not there");
      writeFileSync(path, from === "" ? text + to : text.replace(from, () => to));
      try {
        const { found } = await problems(copy);
        assert.ok(
          found.some((p) => says.test(p.text)),
          `found only: ${found.map((p) => p.text).join("; ") || "nothing"}`,
        );
      } finally {
        writeFileSync(path, text);
      }
    });
  }
});

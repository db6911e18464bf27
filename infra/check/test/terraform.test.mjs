import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { problems } from "../terraform/problems.mjs";
import { mistakes } from "./mistakes.mjs";

const tree = join(import.meta.dirname, "..", "..", "terraform");

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

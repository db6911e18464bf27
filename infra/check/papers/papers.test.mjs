// Mistakes of each kind, planted one by one into sound papers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { blocks } from "./blocks.mjs";
import { checklistProblems, dashboardNameProblems, linkProblems, runbookProblems } from "./papers.mjs";

const files = { "docs/a.md": "# One\n\n## Two words\n", "docs/runbooks": "" };
const read = (file) => files[file];

test("links: sound ones", () => {
  const text = "[a](a.md) [b](a.md#two-words) [c](#here) [d](https://x.example) [e](runbooks) `[f](gone.md)`\n# Here\n```\n[g](gone.md)\n```\n";
  assert.deepEqual(linkProblems("docs/b.md", text, read), []);
});

for (const [what, text, says] of [
  ["a file that is not there", "[x](gone.md)", /gone.md leads nowhere/],
  ["a heading that is not there", "[x](a.md#three)", /no heading three/],
  ["a heading of its own that is not there", "# Here\n[x](#there)", /no heading there/],
]) {
  test(`links: ${what}`, () => assert.match(linkProblems("docs/b.md", text, read).join(), says));
}

const runbook = ["What people notice", "How you know", "What to do", "What not to do", "Over when"].map((p) => `**${p}.** Text.\n`).join("\n");

test("runbooks: one that is named has all parts", () => {
  assert.deepEqual(runbookProblems("r.md", runbook, true), []);
  assert.match(runbookProblems("r.md", runbook.replace("**Over when", "**Done when"), true).join(), /no part "Over when"/);
  assert.deepEqual(runbookProblems("r.md", "", false), []);
});

for (const [what, text, says] of [
  ["a line without an answer", "- [ ] **Box**: yes\n", /names no command/],
  ["no line", "# Title\n", /has no box/],
  ["a promised box", "- [ ] **Other**: `x`\n", /"Box" is missing/],
]) {
  test(`checklists: ${what}`, () => assert.match(checklistProblems("c.md", text, ["Box"]).join("\n"), says));
}

test("checklists: an answer may stand on the next line, and be a person or a dashboard", () => {
  const text = "- [ ] **Box**: it is\n      so (person)\n- [ ] other: `x`\n- [ ] third: dashboard *1 Health*.\n";
  assert.deepEqual(checklistProblems("c.md", text, ["Box"]), []);
  assert.match(dashboardNameProblems("c.md", text, []).join(), /no dashboard "1 Health"/);
  assert.deepEqual(dashboardNameProblems("c.md", text, ["1 Health"]), []);
});

test("blocks: indented ones, and those by hand with their reason", () => {
  const paper = "1. Do:\n\n   ```sh\n   a\n     b\n   ```\n\n<!-- by hand: why not -->\n```sh\nc\n```\n\n```text\nd\n```\n<!-- by hand: -->\n```sh\ne\n```\n";
  assert.deepEqual(blocks(paper), [
    { line: 3, text: "a\n  b", why: undefined },
    { line: 9, text: "c", why: "why not" },
    { line: 17, text: "e", why: undefined },
  ]);
});

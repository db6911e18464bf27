// Mistakes of each kind, planted one by one into a sound workflow.
import assert from "node:assert/strict";
import { test } from "node:test";
import { commandsOf, houseProblems } from "./house.mjs";
import { languageProblems } from "./language.mjs";
import { lintProblems } from "./lint.mjs";
import { secretProblems } from "./secrets.mjs";

const CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1";
const SOUND = `name: sound
on:
  pull_request:
  workflow_dispatch:
    inputs:
      what:
        description: What
        default: all
permissions:
  contents: read
concurrency:
  group: sound-\${{ github.ref }}
jobs:
  one:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    outputs:
      digest: \${{ steps.build.outputs.digest }}
    steps:
      - uses: ${CHECKOUT}
        with:
          fetch-depth: 0
      - id: build
        run: ./rupaya test "$WHAT"
        env:
          WHAT: \${{ inputs.what }}
  two:
    needs: one
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: write
    steps:
      - run: echo "$DIGEST"
        env:
          DIGEST: \${{ needs.one.outputs.digest }}
  three:
    uses: ./.github/workflows/called.yml
    with:
      environment: staging
`;
const CALLED = `name: called
on:
  workflow_call:
    inputs:
      environment:
        type: string
        required: true
permissions: {}
concurrency: called
jobs:
  only:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    steps:
      - run: ./rupaya test
`;
const FILE = ".github/workflows/sound.yml";

async function problems(text) {
  const found = [
    ...houseProblems(FILE, text, ["test", "check"], (path) => path === "scripts/there.sh"),
    ...lintProblems(FILE, text),
    ...(await languageProblems(FILE, text, () => CALLED)),
  ];
  return found.join("\n");
}

test("a sound workflow has no problems", async () => assert.equal(await problems(SOUND), ""));

for (const [what, from, to, says] of [
  // of the house
  ["an action pinned by a tag", CHECKOUT, "actions/checkout@v7", /not pinned by a commit/],
  ["a commit without its version", " # v7.0.1", "", /which version/],
  ["a commit that nobody looked at", "3d3c42e5", "3d3c42e6", /not known here/],
  ["no permissions", "permissions:\n  contents: read\nconcurrency", "concurrency", /no permissions/],
  ["all permissions", "permissions:\n  contents: read\nconcurrency", "permissions: write-all\nconcurrency", /one by one/],
  ["everybody writes", "permissions:\n  contents: read\nconcurrency", "permissions:\n  contents: write\nconcurrency", /at the job that writes/],
  ["pull_request_target", "  pull_request:", "  pull_request_target:", /pull_request_target/],
  ["no concurrency", "concurrency:\n  group: sound-${{ github.ref }}\n", "", /no concurrency/],
  ["no timeout", "    timeout-minutes: 5\n    outputs", "    outputs", /no timeout-minutes/],
  ["another runner", "    runs-on: ubuntu-24.04\n    timeout-minutes: 5\n    outputs", "    runs-on: ubuntu-latest\n    timeout-minutes: 5\n    outputs", /not on ubuntu-24.04/],
  ["a secret in a script", '"$WHAT"', "${{ secrets.TOKEN }}", /expression in a script/],
  ["a command that is none", "./rupaya test", "./rupaya tset", /no command tset/],
  ["a script that is not there", "./rupaya test", "scripts/gone.sh", /scripts\/gone.sh does not exist/],
  ["a key of AWS", "          fetch-depth: 0", "          aws-access-key-id: ${{ secrets.KEY }}", /by a role/],
  // of GitHub's language service and actionlint
  ["an unknown key", "    timeout-minutes: 5\n    outputs", "    timeout-minutes: 5\n    retries: 3\n    outputs", /retries/],
  ["an unknown event", "  pull_request:", "  pull_requests:", /pull_requests/],
  ["an unknown permission", "      contents: write", "      content: write", /content/],
  ["an unknown value of a permission", "      contents: write", "      contents: admin", /admin/],
  ["an unknown context", "${{ inputs.what }}", "${{ input.what }}", /input/],
  ["an expression that does not end", "${{ inputs.what }}", "${{ inputs.what", /expression|unexpected|}}/i],
  ["a function that is none", "${{ inputs.what }}", "${{ joined(inputs.what) }}", /joined/],
  ["an input that is not declared", "${{ inputs.what }}", "${{ inputs.whom }}", /whom/],
  ["a job that waits for none", "needs: one", "needs: eins", /eins/],
  ["an output that no step has", "steps.build.outputs", "steps.built.outputs", /built/],
  ["an output that no job has", "needs.one.outputs.digest", "needs.one.outputs.digets", /digets/],
  ["an input that the action lacks", "          fetch-depth: 0", "          fetch-dept: 0", /fetch-dept/],
  ["an input that the called workflow lacks", "      environment: staging", "      environment: staging\n      region: x", /region/],
  ["a called workflow without its input", "    with:\n      environment: staging\n", "", /environment/],
  ["a stranger's text in a script", './rupaya test "$WHAT"', 'echo "${{ github.event.pull_request.title }}"', /untrusted/],
  ["a circle of jobs", "  one:\n", "  one:\n    needs: two\n", /cyclic|circular|cycle/i],
  ["a schedule that never is", "  pull_request:", "  schedule:\n    - cron: '61 1 * * *'", /cron/i],
]) {
  test(`planted: ${what}`, async () => {
    assert.ok(SOUND.includes(from), "the planted mistake must have its place");
    assert.match(await problems(SOUND.replace(from, to)), says);
  });
}

test("planted: a misspelt step key", async () => assert.match(await problems(SOUND.replace("      - id: build\n        run", "      - id: build\n        runs")), /run/));

test("commands are the cases of ./rupaya", () => {
  const script = 'usage() {\n    x)\n}\n\nmain() {\n  case "$command" in\n    up) up ;;\n    migrate | topology) run ;;\n    *) exit 2 ;;\n';
  assert.deepEqual(commandsOf(script), ["up", "migrate", "topology"]);
});

// Put together here, so that this file is not one of those that it looks for.
for (const [what, text] of [
  ["AWS", "AKIA" + "ABCDEFGHIJKLMNOP"],
  ["private key", "-----BEGIN " + "PRIVATE KEY-----"],
  ["GitHub", "ghp_" + "a".repeat(36)],
  ["Slack token", "xoxb-" + "1".repeat(24)],
  ["Slack address", "hooks.slack.com/" + "services/T0123456789"],
  ["Google", "AIza" + "b".repeat(35)],
  ["Stripe", "sk_live_" + "c".repeat(24)],
  ["OpenAI", "sk-" + "d".repeat(40)],
  ["signed token", ["eyJ" + "e".repeat(24), "eyJ" + "f".repeat(24), "g".repeat(24)].join(".")],
  ["token of Rupaya", "rupaya_pat_" + "i".repeat(46)],
  ["master key", "Security__MasterKey=" + "h".repeat(43) + "="],
]) {
  test(`planted secret: ${what}`, () => assert.match(secretProblems("f", `first\n${text}\n`).join(), /^f:2: looks like/));
}

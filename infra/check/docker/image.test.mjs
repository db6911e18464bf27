// ./rupaya image with stand-ins for the engine's client: what it asks for, and what it does where there is none.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const DIGEST = `sha256:${"5a".repeat(32)}`;
let folder;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rupaya-image-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** A client that notes how it is called; `body` decides what it answers. */
function client(body) {
  const path = join(folder, "docker");
  writeFileSync(path, `#!/bin/bash\nprintf '%s\\n' "$*" >>"${folder}/calls"\n${body}\n`);
  chmodSync(path, 0o755);
}

function rupaya(args, env = {}) {
  const result = spawnSync(join(root, "rupaya"), ["image", ...args], {
    encoding: "utf8",
    env: { ...process.env, PATH: `${folder}:/usr/sbin:/usr/bin:/sbin:/bin`, RUPAYA_STATE: join(folder, "state"), DOCKER_HOST: "unix:///nowhere/docker.sock", RUPAYA_IMAGE_TEST: "", ...env },
  });
  return { ...result, all: result.stdout + result.stderr };
}

const calls = () => readFileSync(join(folder, "calls"), "utf8");
const lastLine = (text) => text.trim().split("\n").at(-1);

test("without an engine its test is skipped and says why", () => {
  client('[ "$1" = build ]');
  const result = rupaya(["test"]);
  assert.equal(result.status, 0, result.all);
  assert.match(result.stdout, /^SKIPPED: the image was not tested: no Docker engine answers /);
});

test("without an engine its test fails where it is wanted", () => {
  client('[ "$1" = build ]');
  const result = rupaya(["test"], { RUPAYA_IMAGE_TEST: "1" });
  assert.notEqual(result.status, 0);
  assert.match(result.all, /SKIPPED[^]*RUPAYA_IMAGE_TEST=1/);
});

test("what cannot be built without an engine is said in one line", () => {
  client('[ "$1" = build ]');
  const result = rupaya([]);
  assert.equal(result.status, 1);
  assert.match(result.stderr, /^rupaya: no Docker engine answers \S+\n$/);
});

test("it is built from the Dockerfile with version and revision", () => {
  client('[ "$1 $2" != "image inspect" ] || [ "$4" != "{{.Size}}" ] || echo 190000000');
  const result = rupaya([]);
  assert.equal(result.status, 0, result.all);
  assert.match(calls(), /^build -f \S+infra\/docker\/Dockerfile --network default --build-arg VERSION=\d+\.\d+\.\d+ --build-arg REVISION=\S+ -t rupaya:local /m);
  assert.equal(lastLine(result.stdout), "rupaya:local, 190 MB");
});

test("pushed, its last line is the digest", () => {
  client(`case "$*" in *RepoDigests*) printf 'other.example/rupaya@sha256:0\\nghcr.example/rupaya@${DIGEST}\\n' ;; *.Size*) echo 190000000 ;; esac`);
  const result = rupaya(["--push", "ghcr.example/rupaya"]);
  assert.equal(result.status, 0, result.all);
  assert.match(calls(), /^push -q ghcr\.example\/rupaya:\d+\.\d+\.\d+$/m);
  assert.equal(lastLine(result.stdout), `ghcr.example/rupaya@${DIGEST}`);
});

test("a push that fails is no success", () => {
  client('case "$*" in push*) exit 1 ;; *.Size*) echo 190000000 ;; esac');
  assert.notEqual(rupaya(["--push", "ghcr.example/rupaya"]).status, 0);
});

test("for several processors it is built and pushed in one go", () => {
  client(`while (($#)); do [ "$1" != --metadata-file ] || echo '{"containerimage.digest": "${DIGEST}"}' >"$2"; shift; done`);
  const result = rupaya(["--push", "ghcr.example/rupaya", "--platform", "linux/amd64,linux/arm64"]);
  assert.equal(result.status, 0, result.all);
  assert.match(calls(), /^buildx build .*--platform linux\/amd64,linux\/arm64 --provenance mode=max -t ghcr\.example\/rupaya:\d+\.\d+\.\d+ --push /m);
  assert.equal(lastLine(result.stdout), `ghcr.example/rupaya@${DIGEST}`);
});

test("wrong arguments are refused before anything is built", () => {
  client("true");
  for (const args of [["--platform", "linux/arm64"], ["--push"], ["--pull"]]) assert.notEqual(rupaya(args).status, 0);
  assert.throws(calls);
});

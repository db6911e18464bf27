// The steps of a deployment on AWS, with a stand-in for its command line: what is called in which order, and what happens when a step fails.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const IMAGE = "registry/rupaya@sha256:new";
let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rupaya-deploy-"));
  mkdirSync(join(folder, "bin"));
  mkdirSync(join(folder, "scripts"));
  stand("scripts/smoke.sh", "exit ${SMOKE:-0}");
});
afterEach(() => rmSync(folder, { recursive: true }));

function stand(path, body) {
  writeFileSync(join(folder, path), `#!/usr/bin/env bash\n${body}\n`);
  chmodSync(join(folder, path), 0o755);
}

// Answers as AWS would. What a case lets go wrong goes wrong once: the way back works.
const AWS = String.raw`
printf '%s\n' "$*" >>"$FOLDER/calls"
case "$*" in
  "ecs describe-services"*"--services worker"*) if [[ -n "$WORKER_ROLLED_BACK" && ! -e "$FOLDER/told" ]]; then touch "$FOLDER/told"; echo old-worker; else cat "$FOLDER/worker" 2>/dev/null || echo old-worker; fi ;;
  "ecs describe-services"*) echo old-api ;;
  "ecs describe-task-definition"*"--query taskDefinition.containerDefinitions"*) echo registry/rupaya@sha256:old ;;
  "ecs describe-task-definition"*) echo '{"family":"f","revision":7,"status":"ACTIVE","registeredBy":"x","containerDefinitions":[{"name":"rupaya","image":"old"},{"name":"collector","image":"keep"}]}' ;;
  "ecs register-task-definition"*) cat >"$FOLDER/definition.json"; cat "$FOLDER/definition.json" >>"$FOLDER/definitions"; n=$(($(cat "$FOLDER/n" 2>/dev/null || echo 0) + 1)); echo $n >"$FOLDER/n"; echo "definition-$n" ;;
  "ecs update-service"*"--service api"*definition-[4-9]*) [[ -z "${"$"}{FAILING_BACK:-}" ]] ;;
  "ecs update-service"*"--service worker"*) sed 's/.*--task-definition \([^ ]*\).*/\1/' <<<"$*" >"$FOLDER/worker" ;;
  "ecs run-task"*) grep -o '"command":\[[^]]*' <<<"$*" >>"$FOLDER/commands"; echo task ;;
  "ecs describe-tasks"*exitCode*) if [[ -n "$FAILING" ]] && tail -1 "$FOLDER/commands" | grep -q "$FAILING"; then echo 1; else echo 0; fi ;;
  "ecs list-service-deployments"*) echo deployment ;;
  "ecs describe-service-deployments"*) if [[ -n "${"$"}{BLUE_GREEN:-}" && ! -e "$FOLDER/rang" ]]; then touch "$FOLDER/rang"; echo "$BLUE_GREEN"; else echo SUCCESSFUL; fi ;;
  "rds describe-db-clusters"*) date -u -d "${"$"}{RESTORABLE:-2 minutes ago}" +%FT%TZ ;;
  "cloudwatch get-metric-data"*) cat "$FOLDER/measured" ;;
esac`;

const metrics = (requests, errors, p95) =>
  JSON.stringify({ MetricDataResults: [{ Id: "requests", Values: [requests] }, { Id: "errors", Values: errors === null ? [] : [errors] }, { Id: "slow", Values: [p95] }] });

function deploy(environment, changes = {}) {
  stand("bin/aws", AWS);
  stand("bin/curl", 'for a; do case "$a" in "{"*) printf "%s\\n" "$a" >>"$FOLDER/notices" ;; esac; done; cat >/dev/null');
  stand("bin/sleep", "exit 0");
  if (!existsSync(join(folder, "measured"))) writeFileSync(join(folder, "measured"), metrics(10000, null, 0.08));
  const script = `set -euo pipefail; ROOT="${folder}"; say() { printf '%s\\n' "$*"; }; fail() { say "$*"; exit 1; }
    source "${root}/scripts/deploy.sh"; source "${root}/scripts/deploy/aws.sh"; deploy_image ${environment} ${IMAGE}`;
  const env = {
    PATH: `${join(folder, "bin")}:${process.env.PATH}`,
    FOLDER: folder,
    DEPLOY_NAME: "rupaya-test",
    DEPLOY_SUBNETS: "a,b",
    DEPLOY_GROUP: "g",
    DEPLOY_BALANCER: "app/x/1",
    DEPLOY_URL: "https://api.test",
    DEPLOY_NOTIFY_URL: "https://chat.test/secret",
    DEPLOY_SOAK_SECONDS: "0",
    WORKER_ROLLED_BACK: "",
    FAILING: "",
    ...changes,
  };
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], { encoding: "utf8", env });
  const read = (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : "");
  return { status, out: stdout + stderr, calls: read("calls"), commands: read("commands"), notices: read("notices"), definition: read("definition.json") };
}

const updates = (calls) => [...calls.matchAll(/update-service .*--service (\w+)/g)].map(([, service]) => service);

test("a sound release goes through all steps in their order", () => {
  const { status, out, calls, commands, notices } = deploy("production");
  assert.equal(status, 0, out);
  assert.deepEqual(commands.trim().split("\n"), ['"command":["migrate"', '"command":["topology"', '"command":["verify"']);
  assert.deepEqual(updates(calls), ["worker", "api"]);
  assert.ok(calls.indexOf("describe-db-clusters") < calls.indexOf("run-task"), "the way back comes first");
  assert.ok(!calls.includes("create-db-cluster-snapshot"));
  assert.match(notices, /production: deployment of .* started/);
  assert.match(notices, /production: .* is deployed/);
});

test("a definition gets the image and keeps the rest, without what AWS adds", () => {
  const definition = JSON.parse(deploy("staging").definition);
  assert.deepEqual(definition, { family: "f", containerDefinitions: [{ name: "rupaya", image: IMAGE }, { name: "collector", image: "keep" }] });
});

test("without a broker no topology is declared", () => {
  assert.doesNotMatch(deploy("staging", { DEPLOY_TRANSPORT: "InProcess" }).commands, /topology/);
});

test("where the restorable moment is old, a snapshot is made", () => {
  assert.match(deploy("production", { RESTORABLE: "30 minutes ago" }).calls, /create-db-cluster-snapshot[\s\S]*wait db-cluster-snapshot-available[\s\S]*run-task/);
});

for (const [what, environment, changes, step, back] of [
  ["a migration that fails changes nothing", "production", { FAILING: "migrate" }, "migrate", []],
  ["workers that ECS took back", "production", { WORKER_ROLLED_BACK: "1" }, "workers", ["worker", "worker"]],
  ["an alarm in the bake", "production", { BLUE_GREEN: "ROLLBACK_SUCCESSFUL" }, "the API, blue-green", ["worker", "api", "api", "worker"]],
  ["a smoke test that fails", "staging", { SMOKE: "1" }, "smoke", ["worker", "api", "api", "worker"]],
  ["books that are not exact", "production", { FAILING: "verify" }, "verify", ["worker", "api", "api", "worker"]],
]) {
  test(what, () => {
    const { status, out, calls, notices } = deploy(environment, changes);
    assert.equal(status, 1, out);
    assert.ok(notices.includes(`failed (${step})`), notices + out);
    assert.deepEqual(updates(calls), back);
  });
}

test("too many errors after the switch", () => {
  writeFileSync(join(folder, "measured"), metrics(10000, 50, 0.08));
  const { status, notices } = deploy("production");
  assert.equal(status, 1);
  assert.match(notices, /failed \(error ratio and p95\)/);
});

test("a way back that fails as well calls for somebody", () => {
  const { status, notices } = deploy("production", { SMOKE: "1", FAILING_BACK: "1" });
  assert.equal(status, 1);
  assert.match(notices, /did NOT come back, somebody must look/);
});

test("a slower release is taken back, a little noise is not", () => {
  const compare = (before, after) =>
    spawnSync("bash", ["-c", `say() { :; }; source "${root}/scripts/deploy.sh"; cloud_measure() { printf '%s' "${after}"; }; deploy_compare production "${before}"`]).status;
  assert.equal(compare("0 100", "0 119"), 0);
  assert.equal(compare("0 100", "0 121"), 1);
  assert.equal(compare("0 20", "0 45"), 0);
  assert.equal(compare("0 100", "0.0011 100"), 1);
  assert.equal(compare("0 100", "0.001 100"), 0);
});

test("a chat that is away holds up nothing, and no address is printed", () => {
  stand("bin/curl", "exit 7");
  const script = `say() { printf '%s\\n' "$*"; }; source "${root}/scripts/deploy.sh"; deploy_notify 'a "quoted" text'`;
  const env = { PATH: `${join(folder, "bin")}:${process.env.PATH}`, DEPLOY_NOTIFY_URL: "https://chat.test/secret" };
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], { encoding: "utf8", env });
  assert.equal(status, 0);
  assert.doesNotMatch(stdout + stderr, /secret/);
});

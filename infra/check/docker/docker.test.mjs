// Mistakes of each kind, planted one by one into the files as they are.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { composeProblems } from "./compose.mjs";
import { dockerfileProblems } from "./dockerfile.mjs";
import { unpinned } from "./images.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const read = (...path) => readFileSync(join(root, ...path), "utf8");
const [dockerfile, ignore] = [read("infra", "docker", "Dockerfile"), read(".dockerignore")];
const [compose, sample] = [read("infra", "docker", "compose.yaml"), read("infra", "docker", "compose.env.sample")];
const anything = () => true;

/** The text with something else in the place of what matches, which must be there. */
function planted(text, pattern, replacement) {
  const changed = text.replace(pattern, replacement);
  assert.notEqual(changed, text, `${pattern} matches nothing`);
  return changed;
}

test("the files as they are have no problem", () => {
  assert.deepEqual(dockerfileProblems(dockerfile, ignore, anything), []);
  assert.deepEqual(composeProblems(compose, sample, anything), []);
});

for (const [mistake, pattern, replacement, expected] of [
  ["a base of whatever is newest", "ubuntu:24.04", "ubuntu:latest", /newest/],
  ["a base without a tag", "ubuntu:24.04", "ubuntu", /no tag/],
  ["a base without a version", "dotnet/sdk:10.0-noble", "dotnet/sdk:noble", /no version/],
  ["a base that no argument names", "${RUNTIME}", "${RUN_TIME}", /no tag/],
  ["ADD", "COPY src src", "ADD src src", /ADD/],
  ["an unknown instruction", "EXPOSE", "EXPOSES", /instruction/i],
  ["a stage that is not there", "--from=native", "--from=natives", /natives|stage/i],
  ["root", /^USER .*$/m, "USER root", /runs as root/],
  ["no user", /^USER .*\n/m, "", /runs as root/],
  ["a user by name", /^USER .*$/m, "USER app", /runs as app/],
  ["a user of number 0", /^USER .*$/m, "USER 0", /runs as 0/],
  ["a shell before the program", /^ENTRYPOINT .*$/m, "ENTRYPOINT dotnet /app/rupaya.dll", /ENTRYPOINT/],
  ["a shell before the role", /^CMD .*$/m, "CMD all", /CMD/],
  ["no health check", /^HEALTHCHECK .*\n/m, "", /healthy/],
  ["a health check that asks nothing", /^HEALTHCHECK .*$/m, "HEALTHCHECK NONE", /healthy/],
  ["a secret as a build argument", "ARG VERSION", "ARG NUGET_TOKEN\nARG VERSION", /argument/],
  ["a secret as a setting", "ENV DOTNET", "ENV Security__MasterKey=abc \\\n  DOTNET", /MasterKey/],
  ["a restore that takes what it finds", " --locked-mode", "", /locked/],
  ["something installed where it runs", /^USER /m, "RUN apt-get update\nUSER ", /no shell/],
  ["a file that is kept out", "global.json", "README.md", /keeps README\.md out/],
]) {
  test(`Dockerfile: ${mistake}`, () => {
    const problems = dockerfileProblems(planted(dockerfile, pattern, replacement), ignore, anything);
    assert.match(problems.join("\n"), expected);
  });
}

test("Dockerfile: a file that is not in the tree", () =>
  assert.match(dockerfileProblems(dockerfile, ignore, (p) => p !== "global.json").join("\n"), /global\.json is not in the tree/));

test("Dockerfile: everything is sent to the engine", () =>
  assert.match(dockerfileProblems(dockerfile, planted(ignore, /^\*\n/m, ""), anything).join("\n"), /everything would be sent/));

for (const [mistake, pattern, replacement, expected] of [
  ["what is no YAML", "networks: [servers]", "networks: [servers", /./],
  ["an unknown key", "    scale: 2", "    scales: 2", /scales/],
  ["a wrong type", "    scale: 2", "    scale: [2]", /scale/],
  ["an image of whatever is newest", "haproxy:3.0.8", "haproxy:latest", /newest/],
  ["an image without a tag", "haproxy:3.0.8", "haproxy", /no tag/],
  ["two versions of one server", "image: redis:7.2.6", "image: redis:7.2.5", /2 versions/],
  ["a service of no profile", "  profiles: [observability]\n", "  profiles: []\n", /profile/],
  ["a port that is open to the network", '"127.0.0.1:${REDIS_PORT:-}:6379"', '"6379:6379"', /open to the network/],
  ["an API that is open by default", "${RUPAYA_ADDRESS:-127.0.0.1}", "${RUPAYA_ADDRESS:-0.0.0.0}", /open to the network/],
  ["a server of the product on a port", "    hostname: broker\n", '    hostname: broker\n    ports: ["127.0.0.1:5671:5671"]\n', /only the proxy/],
  ["rights of the machine", "    hostname: broker\n", "    hostname: broker\n    privileged: true\n", /rights of the machine/],
  ["the engine's socket", '"./haproxy.cfg:', '"/var/run/docker.sock:/s", "./haproxy.cfg:', /rules the engine/],
  ["a root that can be written", /^  read_only: true\n/m, "", /root can be written/],
  ["no folder for temporary files", /^  tmpfs: .*\n/m, "", /\/tmp/],
  ["capabilities", /^  cap_drop: .*\n/m, "", /capabilities/],
  ["a capability that comes back", "    command: [work]\n", "    command: [work]\n    cap_add: [NET_ADMIN]\n", /capabilities/],
  ["new privileges", '  security_opt: ["no-new-privileges:true"]\n  mem_limit', "  mem_limit", /privileges/],
  ["no limit of memory", /^  mem_limit: .*\n/m, "", /memory/],
  ["a user by name", 'user: "0:999"', 'user: "root:999"', /no number/],
  ["root with a network", "    network_mode: none\n", "", /root and has a network/],
  ["too short a patience", /^  stop_grace_period: .*\n/m, "", /ended its work/],
  ["a password", "REDIS_PASSWORD: ${REDIS_PASSWORD:-}", "REDIS_PASSWORD: hunter2", /REDIS_PASSWORD holds a secret/],
  ["a default for a password", "REDIS_PASSWORD: ${REDIS_PASSWORD:-}", "REDIS_PASSWORD: ${REDIS_PASSWORD:-hunter2}", /REDIS_PASSWORD holds a secret/],
  ["a password in a connection string", "Password=${APP_PASSWORD:-}", "Password=hunter2", /ConnectionStrings__Postgres holds a secret/],
  ["a password in an address", "rupaya:${RABBITMQ_PASSWORD:-}@broker:5671", "rupaya:hunter2@broker:5671", /ConnectionStrings__RabbitMq holds a secret/],
  ["a password in a command", "--requirepass ${REDIS_PASSWORD:-}", "--password hunter2", /command holds a secret/],
  ["a dependency that is not there", "      topology: {", "      topologie: {", /topologie, which is not there/],
  ["a dependency of another profile", "      topology: {", "      postgres: {", /another profile/],
  ["a volume that is not declared", '"broker:/var', '"brokers:/var', /brokers is not declared/],
  ["a variable that the sample lacks", "${MAIL_HOST:-}", "${MAIL_SERVER:-}", /does not name MAIL_SERVER/],
]) {
  test(`compose.yaml: ${mistake}`, () => assert.match(composeProblems(planted(compose, pattern, replacement), sample, anything).join("\n"), expected));
}

test("compose.yaml: a file that is not in the tree", () =>
  assert.match(composeProblems(compose, sample, (p) => p !== "./haproxy.cfg").join("\n"), /haproxy\.cfg is not in the tree/));

test("compose.env.sample: a password, and a value that nothing uses", () => {
  assert.match(composeProblems(compose, planted(sample, /^APP_PASSWORD=$/m, "APP_PASSWORD=hunter2"), anything).join("\n"), /value for APP_PASSWORD/);
  assert.match(composeProblems(compose, `${sample}MAIL_HOSTS=\n`, anything).join("\n"), /nothing uses MAIL_HOSTS/);
});

test("an image by its digest is pinned", () => assert.equal(unpinned(`redis@sha256:${"0a".repeat(32)}`), undefined));

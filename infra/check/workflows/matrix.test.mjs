// The releases of the servers that an operator was promised are all tested.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "yaml";

const read = (file) => readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");
const PROMISED = { postgres: ["postgres:15", "postgres:17", "postgres:18"], rabbitmq: ["rabbitmq:3.13", "rabbitmq:4.2"], cache: ["redis:7.2", "valkey/valkey:8"] };

const { containers } = parse(read(".github/workflows/ci.yml")).jobs;

for (const [server, images] of Object.entries(PROMISED)) {
  for (const image of images) {
    test(`${image} is in the matrix`, () => assert.ok(containers.strategy.matrix.include.some((row) => row[server].startsWith(image))));
  }
}

test("each column of the matrix reaches the tests' containers", () => {
  const chosen = read("tests/Integration/Fixtures/ServerContainers.cs");
  const { env } = containers.steps.find((step) => step.env);
  for (const server of Object.keys(PROMISED)) {
    const [name] = Object.entries(env).find(([, value]) => value === `\${{ matrix.${server} }}`);
    assert.match(chosen, new RegExp(`Chosen\\("${name.replace("RUPAYA_TEST_", "")}"`));
  }
});

test("what is tested first is what the compose file gives", () => {
  const compose = read("infra/docker/compose.yaml");
  const { postgres, rabbitmq, cache } = containers.strategy.matrix.include[0];
  for (const image of [postgres, rabbitmq, cache]) assert.ok(compose.includes(`image: ${image}\n`), image);
});

// What `check "connections"` of modules/data asserts at plan, held for every size here: all pools fit the database.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";

const { parse } = createRequire(import.meta.url)("@cdktf/hcl2json");
const environments = join(import.meta.dirname, "..", "..", "terraform", "environments");

const read = async (name) => parse("main.tf", readFileSync(join(environments, name, "main.tf"), "utf8"));

async function sizes() {
  const prod = (await read("prod")).locals[0].sizes;
  const calls = { dev: (await read("dev")).module.rupaya[0], staging: (await read("staging")).module.rupaya[0] };
  return { ...calls, "prod small": prod.small, "prod medium": prod.medium };
}

for (const [name, size] of Object.entries(await sizes())) {
  test(`${name}: every process has its connections, with each of them twice in a deployment`, () => {
    const processes = 2 * (size.api.max + size.worker.max) + 2;
    assert.ok(
      processes * size.pool_size <= 0.8 * size.database.max_connections,
      `${processes} × ${size.pool_size} of ${size.database.max_connections}`,
    );
  });

  test(`${name}: Fargate has a task of this size`, () => {
    for (const { cpu, memory } of [size.api, size.worker]) {
      const [least, most] = { 256: [512, 2048], 512: [1024, 4096], 1024: [2048, 8192], 2048: [4096, 16384] }[cpu];
      assert.ok(memory >= least && memory <= most && memory % 512 === 0, `${cpu} with ${memory}`);
    }
  });

  test(`${name}: a cluster of the broker is more than one node, and 4.x runs on m7g only`, () => {
    if (!size.broker) return;
    assert.match(size.broker.instance_type, /^mq\.m7g\./);
    assert.equal(size.broker.cluster, size.broker.instance_type !== "mq.m7g.medium");
  });
}

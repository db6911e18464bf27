// The two functions that run on AWS: the hook of a deployment, and the ages of secrets.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";

const modules = join(import.meta.dirname, "..", "..", "terraform", "modules");
const { handler } = await import(join(modules, "compute", "hook", "smoke.mjs"));
const { measure } = await import(join(modules, "observability", "ages", "ages.mjs"));

/** As the product answers; a test breaks one answer. */
const answers = () => ({
  "GET /openapi/v1.json": () => [200, { openapi: "3.1.1" }],
  "GET /api/v1/accounts": ({ token }) => (token ? [200, []] : [401, { code: "unauthenticated" }]),
  "POST /api/v1/auth/signup": () => [201, { accessToken: "token" }],
  "POST /api/v1/accounts": ({ token }) => (token ? [201, { accountId: "account" }] : [401, {}]),
  "POST /api/v1/transactions": ({ key, state }) => [201, { transactionId: (state[key] ??= `t${Object.keys(state).length}`) }],
  "GET /api/v1/analytics/dashboard": ({ state }) => [200, { expenses: 500 * Object.keys(state).length }],
  "DELETE /api/v1/user/account": ({ body }) => (body.password ? [202, { eraseAt: "2030-01-01T00:00:00Z" }] : [403, {}]),
});

describe("the hook of a deployment", () => {
  let server, called, current, state;

  before(async () => {
    server = createServer(async (request, response) => {
      const name = `${request.method} ${request.url.split("?")[0]}`;
      let text = "";
      for await (const chunk of request) text += chunk;
      called.push(name);
      const [status, body] = current[name]?.({
        token: request.headers.authorization === "Bearer token",
        key: request.headers["idempotency-key"],
        body: text && JSON.parse(text),
        state,
      }) ?? [404, {}];
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
    process.env.URL = `http://127.0.0.1:${server.address().port}`;
  });
  after(() => server.close());
  beforeEach(() => {
    called = [];
    state = {};
    current = answers();
  });

  test("lets a version through that does what a person does first, and leaves nobody behind", async () => {
    assert.deepEqual(await handler({ lifecycleStage: "POST_TEST_TRAFFIC_SHIFT" }), { hookStatus: "SUCCEEDED" });
    assert.equal(called.at(-1), "DELETE /api/v1/user/account");
    assert.equal(called.filter((c) => c === "POST /api/v1/transactions").length, 2);
  });

  const broken = {
    "does not answer": ["GET /openapi/v1.json", () => [503, {}]],
    "lets strangers in": ["GET /api/v1/accounts", () => [200, []]],
    "cannot sign anybody up": ["POST /api/v1/auth/signup", () => [500, {}]],
    "cannot write": ["POST /api/v1/transactions", () => [500, {}]],
    "forgets that it wrote": [
      "POST /api/v1/transactions",
      ({ state: s }) => [201, { transactionId: (s[Object.keys(s).length] = `t${Object.keys(s).length}`) }],
    ],
    "shows other figures": ["GET /api/v1/analytics/dashboard", () => [200, { expenses: 0 }]],
  };
  for (const [what, [name, answer]] of Object.entries(broken)) {
    test(`stops a version that ${what}`, async () => {
      current[name] = answer;
      assert.deepEqual(await handler({}), { hookStatus: "FAILED" });
      if (what !== "does not answer" && what !== "lets strangers in" && what !== "cannot sign anybody up")
        assert.equal(called.at(-1), "DELETE /api/v1/user/account");
    });
  }
});

test("the hook expects what the API's document promises", () => {
  const file = join(import.meta.dirname, "..", "..", "..", "tests", "Integration", "Data", "openapi.v1.json");
  const { paths, components } = JSON.parse(readFileSync(file, "utf8"));
  const expected = {
    "POST /api/v1/auth/signup": [201, "accessToken"],
    "POST /api/v1/accounts": [201, "accountId"],
    "POST /api/v1/transactions": [201, "transactionId"],
    "GET /api/v1/analytics/dashboard": [200, "expenses"],
    "DELETE /api/v1/user/account": [202, "eraseAt"],
  };
  for (const [name, [status, member]] of Object.entries(expected)) {
    const [method, path] = name.split(" ");
    const schema = paths[path][method.toLowerCase()].responses[status].content["application/json"].schema;
    assert.ok(member in components.schemas[schema.$ref.split("/").at(-1)].properties, `${name} ${status} has no ${member}`);
  }
  assert.ok(401 in paths["/api/v1/accounts"].get.responses);
});

test("the age of a secret is counted in days since it changed", async () => {
  const changed = { a: "2026-01-01T00:00:00Z", b: "2026-04-11T12:00:00Z" };
  const values = await measure(
    ["a", "b"],
    async (id) => ({ LastChangedDate: new Date(changed[id]) }),
    Date.parse("2026-04-12T00:00:00Z"),
  );
  assert.deepEqual(
    values.map((v) => [v.MetricName, v.Value]),
    [
      ["SecretAgeDays", 101],
      ["SecretAgeDays", 0],
    ],
  );
});

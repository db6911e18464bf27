// One journey against a live product: node build/journey.js, with RUPAYA_URL.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { refused, Replica, rupaya, RupayaError, type Tokens, verifyWebhook, type WebhookEvent } from "@rupaya/client";

const url = process.env.RUPAYA_URL ?? "";
const email = `journey-${crypto.randomUUID()}@rupaya.example`;
const password = `Journey-${crypto.randomUUID()}!`;
let calls = 0;
let refusedForNumber = 0;
let kept: Tokens | undefined;

const api = rupaya({
  url,
  store: { load: async () => kept, save: async (tokens) => void (kept = tokens) },
  fetch: async (request) => {
    calls++;
    const answer = await fetch(request);
    if (answer.status === 429) refusedForNumber++;
    return answer;
  },
});

async function step(name: string, does: () => Promise<void>): Promise<void> {
  await does();
  console.log(`ok      ${name}`);
}

const account = async (name: string, type: "checking" | "savings") => (await api.POST("/api/v1/accounts", { body: { name, type, openingBalance: 50000 } })).data;

let everyday = "";
let savings = "";

await step("somebody signs up, and in again from the same device", async () => {
  const { data } = await api.POST("/api/v1/auth/signup", { body: { email, password, deviceId: "journey" } });
  assert.equal(data.user.email, email);
  assert.ok("accessToken" in (await api.signIn({ email, password, deviceId: "journey" })));
  assert.equal((await api.GET("/api/v1/auth/whoami")).response.status, 200);
});

await step("many requests with an expired token share one refresh", async () => {
  assert.ok(kept?.refreshToken);
  await api.keep({ accessToken: "expired", refreshToken: kept.refreshToken });
  const before = calls;
  await Promise.all([1, 2, 3, 4].map(() => api.GET("/api/v1/accounts")));
  assert.equal(calls - before, 9);
});

await step("accounts are opened, and money is recorded once", async () => {
  everyday = (await account("Everyday", "checking")).accountId;
  savings = (await account("Savings", "savings")).accountId;
  const body = { accountId: everyday, amount: 12.34, type: "expense", merchant: "Café Madras", tags: ["lunch"] };
  const headers = { "Idempotency-Key": crypto.randomUUID() };
  const first = await api.POST("/api/v1/transactions", { body, headers });
  const again = await api.POST("/api/v1/transactions", { body, headers });
  assert.equal(again.data.transactionId, first.data.transactionId);
  await api.POST("/api/v1/transfers", { body: { fromAccountId: everyday, toAccountId: savings, amount: 100 } });
  const { data } = await api.GET("/api/v1/accounts/{accountId}", { params: { path: { accountId: everyday } } });
  assert.equal(data.currentBalance, 50000 - 12.34 - 100);
});

await step("two who change the same thing: the second is told, reads again, and clears by null", async () => {
  const [mine] = (await api.GET("/api/v1/transactions", { params: { query: { q: "madras" } } })).data;
  const path = { path: { transactionId: mine?.transactionId ?? "" } };
  const at = "/api/v1/transactions/{transactionId}";
  await api.GET(at, { params: path });
  const other = rupaya({ url, store: { load: async () => kept, save: async () => {} } });
  await other.PUT(at, { params: path, body: { description: "With Asha" } });
  const error = await api.PUT(at, { params: path, body: { merchant: "Madras" } }).catch((e: unknown) => e);
  assert.ok(refused(error, "PUT /api/v1/transactions/{transactionId}") && error.code === "stale_version" && error.status === 412);
  const now = (await api.GET(at, { params: path })).data;
  const { data } = await api.PUT(at, { params: path, body: { merchant: null } });
  assert.deepEqual({ ...data, version: 0, updatedAt: "" }, { ...now, merchant: null, version: 0, updatedAt: "" });
});

await step("a refusal is told by its code", async () => {
  const error = await api.POST("/api/v1/transactions", { body: { accountId: everyday, amount: 10_000_000, type: "expense" } }).catch((e: unknown) => e);
  assert.ok(refused(error, "POST /api/v1/transactions") && error.code === "insufficient_balance");
  assert.ok(error.problem.errors?.amount);
});

await step("a statement is uploaded and imported", async () => {
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const form = new FormData();
  form.set("accountId", everyday);
  form.set("file", new Blob([`date,amount,category,merchant\n${day},-5.00,Groceries,Market\n`]), "statement.csv");
  const { data } = await api.POST("/api/v1/imports", { body: { file: "", accountId: everyday }, bodySerializer: () => form });
  const path = { params: { path: { importId: data.importId } } };
  let status = "queued";
  for (let n = 0; n < 100 && status !== "completed"; n++) {
    await new Promise((wake) => setTimeout(wake, 100));
    status = (await api.GET("/api/v1/imports/{importId}", path)).data.status;
  }
  assert.equal(status, "completed");
});

await step("a thousand transactions are recorded and read by cursor", async () => {
  for (const half of [0, 1]) {
    const operations = Array.from({ length: 500 }, (_, n) => ({ op: "create", body: { accountId: everyday, amount: 1, type: "expense", description: `${half * 500 + n}` } }));
    const { data } = await api.POST("/api/v1/transactions/batch", { body: { operations }, params: { query: { atomic: true } } });
    assert.ok(data.every((outcome) => outcome.status === 201));
  }
  const seen = new Set<string>();
  const before = calls;
  for await (const transaction of api.transactions.list({ limit: 100 })) seen.add(transaction.transactionId);
  assert.equal(seen.size, 1000 + 4);
  assert.equal(calls - before, 11);
});

await step("a copy that is synced page by page equals the server", async () => {
  const copy = new Replica(api);
  await copy.pull(200);
  const { data: accounts } = await api.GET("/api/v1/accounts");
  assert.deepEqual(copy.rows.accounts, new Map(accounts.map((a) => [a.accountId, a])));
  let count = 0;
  for await (const { accountName, categoryName, ...state } of api.transactions.list({ limit: 100 })) {
    assert.deepEqual(copy.rows.transactions.get(state.transactionId), state);
    count++;
  }
  assert.equal(copy.rows.transactions.size, count);
  const [first] = copy.rows.transactions.keys();
  await api.DELETE("/api/v1/transactions/{transactionId}", { params: { path: { transactionId: first ?? "" } } });
  await copy.pull();
  assert.ok(!copy.rows.transactions.has(first ?? ""));
  assert.equal(copy.rows.transactions.size, count - 1);
});

await step("a change is told by the stream, and by a webhook whose signature is proved", async () => {
  const hook = await receiver();
  const { data } = await api.POST("/api/v1/webhooks", { body: { url: hook.url, events: ["transaction.created"] } });
  hook.secret = data.secret;
  const stop = new AbortController();
  const hints = api.changes({ signal: stop.signal });
  const hint = hints.next();
  await new Promise((wake) => setTimeout(wake, 500));
  const made = (await api.POST("/api/v1/transactions", { body: { accountId: everyday, amount: 7, type: "expense" } })).data;
  const told = await hint;
  assert.ok(!told.done && told.value.data.kinds.includes("transactions"));
  stop.abort();
  const event = await hook.event;
  assert.ok(event.type === "transaction.created" && event.data.transactionId === made.transactionId);
  hook.close();
});

await step("too many at once are refused, wait as they are told, and all get through", async () => {
  const answers = await Promise.all(Array.from({ length: 90 }, () => api.GET("/api/v1/notifications/unread-count")));
  assert.ok(answers.every(({ response }) => response.status === 200));
  assert.ok(refusedForNumber > 0);
});

await step("the user leaves, and the token is dead", async () => {
  await api.DELETE("/api/v1/user/account", { body: { password } });
  await assert.rejects(api.GET("/api/v1/accounts"), (error) => error instanceof RupayaError && error.status === 401);
});

assert.ok(calls >= 40);
console.log(`ok      TypeScript: ${calls} calls`);

/** A receiver on loopback that proves what it gets. */
async function receiver() {
  let done: (event: WebhookEvent) => void;
  const event = new Promise<WebhookEvent>((resolve) => (done = resolve));
  const hook = { secret: "", url: "", event, close: () => server.close() };
  const server = createServer(async (request, answer) => {
    const parts: Uint8Array[] = [];
    for await (const part of request) parts.push(part as Uint8Array);
    const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string]));
    const proved = await verifyWebhook(hook.secret, headers, Buffer.concat(parts).toString());
    answer.writeHead(204).end();
    done(proved);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  hook.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return hook;
}

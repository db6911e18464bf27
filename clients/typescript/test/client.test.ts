// What the client does by itself, against answers that each test writes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Options, refused, rupaya, RupayaError, type Tokens } from "@rupaya/client";

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
const problem = (status: number, code: string, headers: Record<string, string> = {}) => json(status, { code, status, detail: code }, headers);
const soon = { "Retry-After": "0" };

/** A client, and what it sent: the answers come from a function of the request and its number. */
function client(answer: (request: Request, n: number) => Response | Promise<Response>, options: Partial<Options> = {}) {
  const sent: Request[] = [];
  const fetch = async (request: Request) => answer(request, sent.push(request.clone()));
  return { sent, api: rupaya({ url: "http://api.test/", fetch, ...options }) };
}

const account = { name: "Everyday", type: "checking" } as const;

test("many requests that find the token expired share one refresh, and it is kept before it is asked", async () => {
  const kept: (Tokens | undefined)[] = [];
  const store = { load: async () => ({ accessToken: "old", refreshToken: "r1" }), save: async (tokens: Tokens | undefined) => void kept.push(tokens) };
  const { api, sent } = client(async (request) => {
    if (request.url.endsWith("/refresh")) return json(200, { accessToken: "new", refreshToken: "r2", expiresIn: 900 });
    return request.headers.get("Authorization") === "Bearer new" ? json(200, []) : problem(401, "invalid_token");
  }, { store });
  await Promise.all(Array.from({ length: 20 }, () => api.GET("/api/v1/accounts")));
  const refreshes = sent.filter((r) => r.url.endsWith("/refresh"));
  assert.equal(refreshes.length, 1);
  const { attemptId, refreshToken } = (await refreshes[0]!.json()) as { attemptId: string; refreshToken: string };
  assert.equal(refreshToken, "r1");
  assert.ok(attemptId.length >= 16 && attemptId.length <= 64);
  assert.deepEqual(kept, [{ accessToken: "old", refreshToken: "r1", attemptId }, { accessToken: "new", refreshToken: "r2", expiresIn: 900 }]);
});

test("a refresh whose answer was lost is asked again as the same attempt", async () => {
  const { api, sent } = client(async (request, n) => {
    if (!request.url.endsWith("/refresh")) return request.headers.get("Authorization") === "Bearer new" ? json(200, []) : problem(401, "invalid_token");
    if (n < 3) throw new TypeError("connection lost");
    return json(200, { accessToken: "new", refreshToken: "r2", expiresIn: 900 });
  });
  await api.keep({ accessToken: "old", refreshToken: "r1" });
  await api.GET("/api/v1/accounts");
  const [first, second] = await Promise.all(sent.filter((r) => r.url.endsWith("/refresh")).map((r) => r.text()));
  assert.equal(first, second);
});

test("a session that is over is forgotten, and the refusal is thrown", async () => {
  const { api } = client((request) => problem(401, request.url.endsWith("/refresh") ? "token_reused" : "invalid_token"));
  await api.keep({ accessToken: "old", refreshToken: "r1" });
  await assert.rejects(api.GET("/api/v1/accounts"), (error) => refused(error, "POST /api/v1/auth/refresh") && error.code === "token_reused");
  await assert.rejects(api.GET("/api/v1/accounts"), (error) => refused(error, "GET /api/v1/accounts") && error.code === "invalid_token");
});

test("a key is made once and kept over retries", async () => {
  const { api, sent } = client((_, n) => {
    if (n === 1) throw new TypeError("connection lost");
    return n === 2 ? problem(503, "book_busy", soon) : json(201, {});
  });
  await api.POST("/api/v1/accounts", { body: account });
  const keys = sent.map((r) => r.headers.get("Idempotency-Key"));
  assert.equal(keys.length, 3);
  assert.equal(new Set(keys).size, 1);
  assert.ok(keys[0]);
  await api.POST("/api/v1/accounts", { body: account });
  assert.notEqual(sent[3]!.headers.get("Idempotency-Key"), keys[0]);
});

test("what may not be done twice is sent once", async () => {
  const { api, sent } = client(() => problem(503, "database_unavailable", soon));
  await assert.rejects(api.POST("/api/v1/user/tokens", { body: { name: "n", scopes: ["read"] } }), RupayaError);
  assert.equal(sent.length, 1);
  assert.equal(sent[0]!.headers.get("Idempotency-Key"), null);
});

test("Retry-After is obeyed, and a longer one than the client's patience is handed on", async () => {
  const begun = Date.now();
  const { api } = client((_, n) => (n === 1 ? problem(429, "rate_limited", { "Retry-After": "1" }) : json(200, [])));
  await api.GET("/api/v1/accounts");
  assert.ok(Date.now() - begun >= 1000);
  const impatient = client(() => problem(429, "rate_limited", { "Retry-After": "3600" }));
  await assert.rejects(impatient.api.GET("/api/v1/accounts"), (error) => error instanceof RupayaError && error.code === "rate_limited");
  assert.equal(impatient.sent.length, 1);
});

test("what was read is changed only as it was read", async () => {
  const { api, sent } = client((_, n) => json(200, {}, { ETag: `"${n}-1"` }));
  const path = { params: { path: { accountId: "a" } } };
  await api.GET("/api/v1/accounts/{accountId}", path);
  await api.PUT("/api/v1/accounts/{accountId}", { ...path, body: { name: "A" } });
  await api.PUT("/api/v1/accounts/{accountId}", { ...path, body: { name: "B" } });
  await api.PUT("/api/v1/accounts/{accountId}", { ...path, body: { name: "C" }, headers: { "If-Match": "*" } });
  await api.PUT("/api/v1/accounts/{accountId}", { params: { path: { accountId: "b" } }, body: { name: "D" } });
  assert.deepEqual(sent.map((r) => r.headers.get("If-Match")), [null, '"1-1"', '"2-1"', "*", null]);
});

test("who was too late is refused until they have read it again", async () => {
  const { api, sent } = client((request, n) => (request.method === "PUT" && n < 5 ? problem(412, "stale_version") : json(200, {}, { ETag: `"${n}-1"` })));
  const path = { params: { path: { accountId: "a" } } };
  const change = () => api.PUT("/api/v1/accounts/{accountId}", { ...path, body: { name: "A" } });
  await api.GET("/api/v1/accounts/{accountId}", path);
  await assert.rejects(change(), RupayaError);
  await assert.rejects(change(), RupayaError);
  await api.GET("/api/v1/accounts/{accountId}", path);
  await change();
  assert.deepEqual(sent.map((r) => r.headers.get("If-Match")), [null, '"1-1"', '"1-1"', null, '"4-1"']);
});

test("a list is read page by page, as it is wanted", async () => {
  const { api, sent } = client((request) => {
    const cursor = Number(new URL(request.url).searchParams.get("cursor") ?? 0);
    const link = cursor < 3 ? { Link: `</api/v1/transactions?limit=2&cursor=${cursor + 1}>; rel="next"` } : undefined;
    return json(200, [{ transactionId: `${cursor}a` }, { transactionId: `${cursor}b` }], link);
  });
  const ids: string[] = [];
  for await (const t of api.transactions.list({ limit: 2, type: "expense" })) ids.push(t.transactionId);
  assert.deepEqual(ids, ["0a", "0b", "1a", "1b", "2a", "2b", "3a", "3b"]);
  assert.ok(sent.every((r) => r.url.includes("type=expense")));
  for await (const t of api.transactions.list()) if (t.transactionId === "0b") break;
  assert.equal(sent.length, 5);
});

test("the book and the token are sent, and codes are those of the operation", async () => {
  const { api, sent } = client(() => problem(409, "account_in_use"), { token: "rupaya_pat_x", book: "b1" });
  const error = await api.DELETE("/api/v1/accounts/{accountId}", { params: { path: { accountId: "a" } } }).catch((e: unknown) => e);
  assert.equal(sent[0]!.headers.get("Authorization"), "Bearer rupaya_pat_x");
  assert.equal(sent[0]!.headers.get("X-Book-Id"), "b1");
  assert.ok(refused(error, "DELETE /api/v1/accounts/{accountId}"));
  // @ts-expect-error: no code of this operation.
  assert.ok(error.code !== "account_in_used");
  assert.equal(error.code, "account_in_use");
  assert.ok(!refused(error, "POST /api/v1/accounts"));
});

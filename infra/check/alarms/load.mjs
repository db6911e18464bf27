// node load.mjs URL SECONDS: people of every kind and an administrator (TOKEN), so that every panel has something to show. Prints how many requests
// were made, and fails when one of them was not answered as it should be.
import { readFileSync } from "node:fs";

const [url, seconds] = process.argv.slice(2);
const api = `${url}/api/v1`;
const until = Date.now() + 1000 * Number(seconds);
const statement = readFileSync(new URL("../../../tests/Integration/Data/statement-small.csv", import.meta.url));
let requests = 0;
const failures = new Map();

async function call(method, path, { token, body, headers, expect } = {}) {
  const sent = body instanceof FormData ? body : body === undefined ? undefined : JSON.stringify(body);
  const answer = await fetch(`${api}/${path}`, {
    method,
    body: sent,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(typeof sent === "string" ? { "content-type": "application/json" } : {}),
      ...headers,
    },
  });
  requests++;
  const text = await answer.text();
  if (expect ? answer.status !== expect : !answer.ok) {
    const what = `${method} ${path.replace(/[0-9a-f-]{36}/g, "{id}")}: ${answer.status}`;
    failures.set(what, (failures.get(what) ?? 0) + 1);
  }
  return answer.headers.get("content-type")?.includes("json") && text ? JSON.parse(text) : {};
}

async function person(n) {
  const email = `planted-${n}-${Date.now()}@rupaya.example`;
  const { accessToken: token } = await call("POST", "auth/signup", { body: { email, password: "SecurePass123!", deviceId: "load" } });
  const as = { token };
  const { accountId } = await call("POST", "accounts", { ...as, body: { name: "Everyday", type: "checking", openingBalance: 7777.77 } });
  const { accountId: savings } = await call("POST", "accounts", { ...as, body: { name: "Savings", type: "savings" } });
  const categories = await call("GET", "categories", as);
  const groceries = categories.find((c) => c.name === "Groceries").categoryId;
  await call("POST", "budgets", { ...as, body: { categoryId: groceries, amount: 100, period: "month" } });
  // Nobody is there: deliveries are tried, and fail.
  await call("POST", "webhooks", { ...as, body: { url: "https://127.0.0.1:9/hook", events: ["transaction.created"] } });
  const form = new FormData();
  form.set("accountId", accountId);
  form.set("file", new Blob([statement]), "statement.csv");
  await call("POST", "imports", { ...as, body: form });
  await call("POST", "auth/signin", { body: { email, password: "WrongPass123!", deviceId: "load" }, expect: 401 });
  await call("GET", "accounts/00000000-0000-7000-8000-000000000000", { ...as, expect: 404 });
  for (let i = 0; Date.now() < until; i++) {
    const spent = { accountId, amount: 3.21, type: "expense", merchant: `Shop ${i}`, categoryId: groceries };
    await call("POST", "transactions", { ...as, body: spent, headers: { "idempotency-key": `${n}-${i}` } });
    if (i % 5 === 0) await call("POST", "transfers", { ...as, body: { fromAccountId: accountId, toAccountId: savings, amount: 1 } });
    await call("GET", "analytics/dashboard?period=month", as);
    await call("GET", "analytics/dashboard?period=month", as);
    await call("GET", "accounts", as);
    await call("GET", "transactions?limit=20", as);
    await call("GET", "sync?since=0&limit=100", as);
    if (i % 20 === 0) await call("GET", "user/export", as);
    if (i % 20 === 0 && n === 0) await call("GET", "admin/users?limit=1", { token: process.env.TOKEN });
    await new Promise((go) => setTimeout(go, 50));
  }
}

await Promise.all([0, 1, 2, 3].map(person));
for (const [what, count] of failures) console.log(`${count} × ${what}`);
console.log(`${requests} requests, ${[...failures.values()].reduce((sum, n) => sum + n, 0)} of them not as expected`);
process.exit(requests > 100 && failures.size === 0 ? 0 : 1);

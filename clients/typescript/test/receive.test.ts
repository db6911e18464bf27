// Webhooks, streams, sync and the size of it all.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { Replica, rupaya, verifyWebhook } from "@rupaya/client";
import { build } from "esbuild";
import { Webhook } from "standardwebhooks";

const secret = "whsec_c2VjcmV0IHNlY3JldCBzZWNyZXQ=";
const body = JSON.stringify({ id: "d1", type: "webhook.test", data: {} });

function signed(at: Date, text = body) {
  return new Headers({ "webhook-id": "d1", "webhook-timestamp": `${Math.floor(at.getTime() / 1000)}`, "webhook-signature": new Webhook(secret).sign("d1", at, text) });
}

test("a webhook is proved by what another library signed, and nothing else is", async () => {
  assert.equal((await verifyWebhook(secret, signed(new Date()), body)).type, "webhook.test");
  const both = signed(new Date());
  both.set("webhook-signature", `v1,AAAA ${both.get("webhook-signature")}`);
  assert.equal((await verifyWebhook(secret, both, body)).type, "webhook.test");
  await assert.rejects(verifyWebhook(secret, signed(new Date()), `${body} `), /not signed/);
  await assert.rejects(verifyWebhook("whsec_b3RoZXI=", signed(new Date()), body), /not signed/);
  await assert.rejects(verifyWebhook(secret, signed(new Date(Date.now() - 301_000)), body), /too old/);
  await assert.rejects(verifyWebhook(secret, new Headers(), body), /no id/);
});

test("a stream is read over pieces and comments, and goes on after what was seen", async () => {
  const asked: (string | null)[] = [];
  const stop = new AbortController();
  const parts = ["retry: 2000\n\nid: 4\nevent: sync\ndata: {\"seq\":4,", "\"kinds\":[]}\n\n: alive\n\n"];
  const fetch = async (request: Request) => {
    asked.push(request.headers.get("Last-Event-ID"));
    const text = asked.length === 1 ? parts : ['id: 5\nevent: sync\ndata: {"seq":5,"kinds":["accounts"]}\n\n'];
    return new Response(new ReadableStream({ start: (c) => (text.forEach((t) => c.enqueue(new TextEncoder().encode(t))), c.close()) }));
  };
  const seen: number[] = [];
  for await (const { data } of rupaya({ url: "http://api.test", fetch }).changes({ since: 3, signal: stop.signal })) {
    seen.push(data.seq);
    if (seen.length === 2) break;
  }
  assert.deepEqual(seen, [4, 5]);
  assert.deepEqual(asked, [null, "4"]);
});

test("a copy takes changes and tombstones, and starts anew where the book was restored", async () => {
  const page = (seq: number, more: object) => ({ seq, hasMore: false, deleted: [], ...more });
  const answers = [
    page(2, { hasMore: true, accounts: [{ accountId: "a" }, { accountId: "b" }], book: { name: "My book" } }),
    page(3, { deleted: [{ kind: "account", id: "a", version: 3 }] }),
    undefined,
    page(1, { accounts: [{ accountId: "c" }] }),
  ];
  const since: (string | null)[] = [];
  const fetch = async (request: Request) => {
    since.push(new URL(request.url).searchParams.get("since"));
    const answer = answers.shift();
    return new Response(JSON.stringify(answer ?? { code: "unknown_seq" }), { status: answer ? 200 : 400 });
  };
  const copy = new Replica(rupaya({ url: "http://api.test", fetch }));
  assert.equal(await copy.pull(), 3);
  assert.deepEqual([...copy.rows.accounts.keys()], ["b"]);
  assert.equal(await copy.pull(), 1);
  assert.deepEqual([...copy.rows.accounts.keys()], ["c"]);
  assert.equal(copy.book?.name, "My book");
  assert.deepEqual(since, ["0", "2", "3", "0"]);
});

test("an application gets at most 12 KiB of it, and nothing that only Node has", async () => {
  const { outputFiles } = await build({ entryPoints: ["dist/index.js"], bundle: true, minify: true, format: "esm", platform: "browser", write: false });
  const size = gzipSync(outputFiles[0]!.contents).length;
  assert.ok(size <= 12 * 1024, `${size} bytes`);
});

// node fuzz.mjs DOCUMENT PRODUCT [SECONDS]: requests made of the document's schemas and of what nobody expects. No answer is a
// 500, and each is one that the document states.
import { readFileSync } from "node:fs";
import { judge } from "./answers.mjs";
import { resolve } from "../document.mjs";
import { addressOf, faulty, random, send, valid } from "./requests.mjs";
import { world } from "./world.mjs";

const [file, product, seconds = "60"] = process.argv.slice(2);
const document = JSON.parse(readFileSync(file, "utf8"));
const { token, ids } = await world(product);
const problem = judge(document);
const seed = Number(process.env.RUPAYA_SEED ?? Math.floor(Math.random() * 2 ** 31));
const next = random(seed);
const any = (list) => list[Math.floor(next() * list.length)];

/** What ends the session or the user, or never ends. */
const LEFT_OUT = /^(delete \/api\/v1\/user\/account|delete \/api\/v1\/auth\/|post \/api\/v1\/auth\/(sign|logout|web|change)|.*\/stream$)/;
const STRANGE = [
  "", " ", "x", "\u0000", "a\u0000b", "\ud800", "💸", "e\u0301", "'; drop table users; --", "%", "\\", "../..", "null", "-0", "NaN", "1e400", "0x10", "9".repeat(40),
  "x".repeat(5000), "2026-02-30", "0000-00-00", "9999-12-31", "-1", "2147483648", "9223372036854775808", "00000000-0000-0000-0000-000000000000",
];
const STRANGE_JSON = [...STRANGE, 0, -1, 1e-9, 1e308, 2 ** 53, 0.1 + 0.2, true, null, [], {}, [null], [[[[]]]], { "": null }, { __proto__: 1, constructor: {} }];
const HEADERS = {
  "X-Book-Id": STRANGE, "If-Match": ["*", '"1"', '"1-1"', 'W/"x"', "x", '"', ","], "If-None-Match": ["*", '"1"', "x", '",'],
  Prefer: ["handling=strict", "handling", "=", "x;y=z"], "Idempotency-Key": ["k", "k", " ", "k".repeat(256)],
  "Content-Type": ["application/json", "text/plain", "application/json; charset=utf-16", "multipart/form-data", "x"], Accept: ["text/csv", "x", "*/*"],
};
/** fetch refuses to send what is no text of a header. */
const sendable = (value) => /^[\x21-\x7e][\x20-\x7e]*$/.test(value);

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const requests = [...valid(document, ids)].filter(({ method, path }) => !LEFT_OUT.test(`${method} ${path}`));

function strange(request) {
  const changed = { ...request, values: { ...request.values }, body: structuredClone(request.body), headers: {} };
  for (let n = Math.floor(next() * 4); n >= 0; n--) {
    const members = Object.keys(resolve(document, request.schema)?.properties ?? {});
    const query = request.parameters.filter((p) => p.in !== "header");
    const kind = next();
    if (kind < 0.35 && query.length > 0) changed.values[any(query).name] = any(STRANGE);
    else if (kind < 0.75 && members.length > 0 && isObject(changed.body)) changed.body[any(members)] = structuredClone(any(STRANGE_JSON));
    else if (kind < 0.85) {
      const name = any(Object.keys(HEADERS));
      const value = any(HEADERS[name]);
      if (sendable(value)) changed.headers[name] = value;
    } else if (changed.body !== undefined && kind < 0.9) changed.body = structuredClone(any(STRANGE_JSON));
  }
  // An empty or dotted part of a path is another address.
  for (const { name, in: where } of request.parameters) {
    if (where === "path" && /^[./ ]*$|\u0000|\ud800/.test(String(changed.values[name]))) changed.values[name] = "x";
  }
  return changed;
}

let sent = 0;
const found = new Map();
const end = Date.now() + Number(seconds) * 1000;
const one = async () => {
  while (Date.now() < end) {
    const base = any(requests);
    const request = next() < 0.2 ? any([...faulty(document, base), base]) : strange(base);
    const answer = await send(product, token, request).catch((error) => ({ status: 500, type: "", text: String(error.cause ?? error) }));
    sent++;
    const wrong = problem(request, answer);
    if (!wrong) continue;
    const name = `${request.method.toUpperCase()} ${request.path}: ${wrong.slice(0, 200)}`;
    if (!found.has(name)) found.set(name, `${addressOf(request).slice(0, 200)} ${JSON.stringify(request.headers ?? {})} ${JSON.stringify(request.body)?.slice(0, 300)}`);
  }
};
await Promise.all([1, 2, 3, 4].map(one));
for (const [name, request] of found) console.log(`FAIL    ${name}\n        ${request}`);
console.log(`${found.size === 0 ? "ok  " : "FAIL"}    ${sent} strange requests, ${found.size} kinds of answers that are not stated (seed ${seed})`);
process.exitCode = found.size === 0 && sent > 0 ? 0 : 1;

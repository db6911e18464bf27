// node compare.mjs DOCUMENT PRODUCT MOCK [NUMBER]: sends the same requests to the product and to the mock. Both take what the
// document allows and refuse what it does not; and every answer of the product is one that the document states.
import { readFileSync } from "node:fs";
import { judge } from "./answers.mjs";
import { addressOf, faulty, random, send, valid } from "./requests.mjs";
import { world } from "./world.mjs";

const [file, product, mock, number = "Infinity"] = process.argv.slice(2);
const document = JSON.parse(readFileSync(file, "utf8"));
const { token, ids } = await world(product);
const problem = judge(document);
const seed = Number(process.env.RUPAYA_SEED ?? 20261127);
const next = random(seed);

/** What would end the session, or never end, or needs an administrator. */
const LEFT_OUT = /^(.*\/admin\/|delete \/api\/v1\/user\/account|delete \/api\/v1\/auth\/|post \/api\/v1\/auth\/(sign|logout|web)|.*\/stream$)/;
const requests = [...valid(document, ids)].filter(({ method, path }) => !LEFT_OUT.test(`${method} ${path}`));
const faults = requests.flatMap((request) => [...faulty(document, request)]);
const some = (list, count) => list.map((item) => [next(), item]).sort(([a], [b]) => a - b).slice(0, count).map(([, item]) => item);
const allowed = some(requests, Number(number) / 4);
const chosen = [...allowed, ...some(faults, Number(number) - allowed.length)];

/** The codes of a request that is not what the document says; everything else is about what is there. */
const SHAPE = new Set(["validation_failed", "malformed_json", "unsupported_media_type", "unknown_parameter", "unknown_field", "invalid_cursor"]);
const codeOf = (text) => { try { return JSON.parse(text).code; } catch { return undefined; } };

let differ = 0;
const tell = (request, what) => {
  differ++;
  console.log(`FAIL    ${request.method.toUpperCase()} ${addressOf(request)} ${request.fault ?? "as allowed"}: ${what}`);
};
for (const request of chosen) {
  const [real, mocked] = await Promise.all([send(product, token, request), send(mock, token, request)]);
  // An id that is none is an address where nothing is.
  const takes = !SHAPE.has(codeOf(real.text)) && !(request.where === "path" && real.status === 404);
  const mockTakes = mocked.status < 400;
  if (takes !== mockTakes) tell(request, `the product answers ${real.status} ${codeOf(real.text) ?? ""}, the mock ${mocked.status} ${mockTakes ? "" : mocked.text.slice(0, 300)}`);
  const wrong = problem(request, real);
  if (wrong) tell(request, wrong);
}
console.log(`${differ === 0 ? "ok  " : "FAIL"}    the mock and the product: ${allowed.length} requests as allowed, ${chosen.length - allowed.length} with a fault, ${differ} differ (seed ${seed})`);
process.exitCode = differ === 0 ? 0 : 1;

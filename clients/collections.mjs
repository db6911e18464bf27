// node collections.mjs DOCUMENT FOLDER: collections for Postman and Bruno, with the operation's own examples. Both ask for
// variables once: baseUrl, token and bookId; a key for what may be done once only is made for each request.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import bruno from "@usebruno/converters";
import postman from "openapi-to-postmanv2";
import { each } from "./document.mjs";

const [from, folder] = process.argv.slice(2);
const document = JSON.parse(readFileSync(from, "utf8"));
const options = {
  folderStrategy: "Tags",
  requestNameSource: "Fallback",
  parametersResolution: "Example",
  enableOptionalParameters: false,
  alwaysInheritAuthentication: true,
  includeDeprecated: false,
};
const HEADERS = { "X-Book-Id": "{{bookId}}", "Idempotency-Key": "{{idempotencyKey}}" };
const BEFORE = [
  'pm.variables.set("idempotencyKey", pm.variables.replaceIn("{{$guid}}"));',
  'if (!pm.collectionVariables.get("bookId")) pm.request.headers.remove("X-Book-Id");',
];

function* leaves(items) {
  for (const item of items) {
    if (item.request) yield item;
    else yield* leaves(item.item);
  }
}

/** The converter's answer has a callback. */
const convert = (data) =>
  new Promise((done, failed) =>
    postman.convert({ type: "json", data }, options, (error, { result, reason, output } = {}) =>
      error || !result ? failed(error ?? new Error(reason)) : done(output[0].data)));

const collection = await convert({ ...document, servers: [{ url: "http://localhost:8080" }] });
collection.info.name = `Rupaya ${document.info.version}`;
collection.auth = { type: "bearer", bearer: [{ key: "token", value: "{{token}}", type: "string" }] };
collection.variable = [
  { key: "baseUrl", value: "http://localhost:8080" },
  { key: "token", value: "", description: "Of POST /auth/signin or POST /user/tokens." },
  { key: "bookId", value: "", description: "Of GET /books; the default book when empty." },
];
collection.event = [{ listen: "prerequest", script: { type: "text/javascript", exec: BEFORE } }];

const operations = new Map([...each(document)].map(({ method, path, operation }) => [`${method} ${path}`.replaceAll(/\{(\w+)\}/g, ":$1"), operation]));
for (const { request, response } of leaves(collection.item)) {
  const path = `/${request.url.path.join("/")}`;
  const key = `${request.method.toLowerCase()} ${path}`;
  const example = Object.values(operations.get(key).requestBody?.content?.["application/json"]?.examples ?? {})[0]?.value;
  operations.delete(key);
  // Bruno takes an address without it for a host's name.
  request.url.raw = `{{baseUrl}}${path}`;
  if (example) request.body.raw = JSON.stringify(example, null, 2);
  for (const header of request.header ?? []) {
    if (HEADERS[header.key]) Object.assign(header, { value: HEADERS[header.key], disabled: false });
  }
  // The refusals are in the document; here they would be nine tenths.
  response?.splice(0, response.length, ...response.filter(({ code }) => code < 300));
  delete request.auth;
}
const missing = [...operations].filter(([, { deprecated }]) => !deprecated);
if (missing.length > 0) throw new Error(`The collection lacks ${missing.map(([name]) => name).join(", ")}.`);

const write = (name, content) => writeFileSync(join(folder, name), `${JSON.stringify(content, null, 2)}\n`);
write("rupaya.postman_collection.json", collection);
write("rupaya.bruno_collection.json", (await bruno.postmanToBruno(collection)).collection);

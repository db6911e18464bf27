// Requests that the document allows, and the same with one fault.
import { each, resolve } from "../document.mjs";

const ABSENT = "01a1e267-8ec0-7000-8000-000000000000";
const typesOf = (schema) => [schema.type].flat().filter((type) => type && type !== "null");

/** What an operation needs, as the document's own example has it. `ids` are those of things that are there. */
export function* valid(document, ids) {
  for (const { method, path, operation } of each(document)) {
    const parameters = (operation.parameters ?? []).map((p) => resolve(document, p));
    const json = operation.requestBody?.content?.["application/json"];
    if (operation.requestBody && !json) continue;
    const needed = parameters.filter((p) => p.required);
    const value = (p) => sample(p.schema, method === "delete" ? ABSENT : (ids[p.name] ?? ABSENT), p.name);
    yield {
      method, path, operation, parameters, schema: json?.schema,
      values: Object.fromEntries(needed.map((p) => [p.name, value(p)])),
      body: json && withIds(structuredClone(Object.values(json.examples ?? {})[0]?.value ?? {}), ids),
    };
  }
}

/** Each parameter and member that the document restrains, wrong in one way. */
export function* faulty(document, request) {
  for (const p of request.parameters.filter((p) => p.in !== "header")) {
    for (const [what, value] of wrong(document, p.schema, "text")) {
      yield { ...request, fault: `${p.name}: ${what}`, where: p.in, values: { ...request.values, [p.name]: value } };
    }
  }
  const schema = resolve(document, request.schema);
  if (!schema?.properties) return;
  yield { ...request, fault: "body: a list", body: [] };
  for (const name of schema.required ?? []) {
    const { [name]: _, ...body } = request.body;
    yield { ...request, fault: `${name}: missing`, body };
  }
  for (const [name, member] of Object.entries(schema.properties)) {
    for (const [what, value] of wrong(document, member, "json")) {
      yield { ...request, fault: `${name}: ${what}`, body: { ...request.body, [name]: value } };
    }
  }
}

function* wrong(document, reference, as) {
  const schema = resolve(document, reference);
  const types = typesOf(schema);
  if (types.length !== 1) return;
  const [type] = types;
  if (schema.enum) yield ["another word", "nonsense"];
  if (as === "json") yield ["another type", { string: 5, number: "x", integer: "x", boolean: "x", array: 5, object: 5 }[type]];
  else if (type !== "string") yield ["another type", "x"];
  if (["uuid", "date", "date-time"].includes(schema.format)) yield [`no ${schema.format}`, "x"];
  if (schema.maxLength) yield ["too long", "x".repeat(schema.maxLength + 1)];
  if (schema.minLength) yield ["empty", ""];
  if (schema.maximum !== undefined) yield ["too much", schema.maximum + 1];
  if (schema.minimum !== undefined) yield ["too little", schema.minimum - 1];
  if (schema.exclusiveMinimum !== undefined) yield ["too little", schema.exclusiveMinimum];
}

function sample(schema, id, name) {
  if (schema.enum) return schema.enum.find((value) => value !== null);
  if (schema.format === "uuid") return id;
  if (schema.format === "date") return "2026-11-01";
  if (["integer", "number"].includes(typesOf(schema)[0])) return schema.minimum ?? 1;
  return { base: "USD", quote: "INR" }[name] ?? "x";
}

function withIds(node, ids) {
  for (const [key, value] of Object.entries(node ?? {})) {
    if (typeof value === "object") withIds(value, ids);
    else if (ids[key] && value) node[key] = ids[key];
  }
  return node;
}

export function addressOf({ path, parameters, values }) {
  const query = new URLSearchParams();
  let address = path;
  for (const { name, in: where } of parameters) {
    if (values[name] === undefined || where === "header") continue;
    if (where === "path") address = address.replace(`{${name}}`, encodeURIComponent(values[name]));
    else query.set(name, values[name]);
  }
  return query.size > 0 ? `${address}?${query}` : address;
}

export async function send(url, token, request) {
  const answer = await fetch(url + addressOf(request), {
    method: request.method.toUpperCase(),
    redirect: "manual",
    headers: { Authorization: `Bearer ${token}`, ...(request.body !== undefined && { "Content-Type": "application/json" }), ...request.headers },
    body: request.body === undefined ? undefined : JSON.stringify(request.body),
  });
  return { status: answer.status, type: (answer.headers.get("Content-Type") ?? "").split(";")[0], text: await answer.text() };
}

/** The same numbers for the same seed. */
export function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

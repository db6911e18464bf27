// node operations.mjs DOCUMENT FILE: what the TypeScript client needs beside the types of the document: the codes of each
// operation, the POSTs that take an Idempotency-Key, and the lists that have pages.
import { readFileSync, writeFileSync } from "node:fs";
import { each, resolve } from "./document.mjs";

const [from, to] = process.argv.slice(2);
const document = JSON.parse(readFileSync(from, "utf8"));
const operations = [...each(document)];
const codesOf = ({ responses }) => [...new Set(Object.values(responses).flatMap((r) => resolve(document, r)["x-codes"] ?? []))];
const takesKey = ({ parameters = [] }) => parameters.some((p) => resolve(document, p).name === "Idempotency-Key");
const paged = ({ method, operation }) => method === "get" && operation.responses[200]?.headers?.Link !== undefined;
const text = (values) => values.map((v) => JSON.stringify(v)).join(" | ");
const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

const codes = operations.map(({ method, path, operation }) => `  ${JSON.stringify(`${method.toUpperCase()} ${path}`)}: ${text(codesOf(operation))};`);
const keyed = operations.filter(({ method, operation }) => method === "post" && takesKey(operation)).map(({ path }) => path);
const lists = operations.filter(paged).map(({ path }) => path);
const named = lists.filter((path) => !path.includes("{")).map((path) => `  ${camel(path.split("/").at(-1))}: ${JSON.stringify(path)},`);

writeFileSync(to, `// Made from the document ${document.info.version} by clients/operations.mjs.

/** The codes that each operation may refuse with. */
export interface Codes {
${codes.join("\n")}
}

/** The lists that have pages. */
export type ListPath = ${text(lists)};

/** Those of them that need no id, by their name. */
export const lists = {
${named.join("\n")}
} as const satisfies Record<string, ListPath>;

/** The POSTs that take an Idempotency-Key. */
export const keyed: ReadonlySet<string> = new Set(${JSON.stringify(keyed)});
`);

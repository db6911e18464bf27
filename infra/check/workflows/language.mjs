// GitHub's own language service: today's keys, events, permissions, contexts and expressions, and the inputs of actions and called workflows.
import { readFileSync } from "node:fs";
import { register } from "node:module";

register("./json-loader.mjs", import.meta.url);
const { validate } = await import("@actions/languageservice");
const { TextDocument } = await import("vscode-languageserver-textdocument");
const known = JSON.parse(readFileSync(new URL("actions.json", import.meta.url), "utf8"));

let documents = 0;

/** @param file such as .github/workflows/ci.yml @param read the text of another workflow, for those that are called */
export async function languageProblems(file, text, read) {
  // The service remembers a document by its address: each text has its own.
  const document = TextDocument.create(`file:///${documents++}/${file}`, "yaml", 1, text);
  const found = await validate(document, {
    actionsMetadataProvider: { fetchActionMetadata: async (action) => metadata(action) },
    fileProvider: { getFileContent: async ({ path }) => ({ name: path, content: read(path) }) },
  });
  return found
    .filter(({ severity }) => severity === undefined || severity <= 2)
    .map(({ range, message }) => `${file}:${range.start.line + 1}: ${message}`);
}

/** Nothing for an action that actions.json does not know: the house's rules name it. */
function metadata({ owner, name, path, ref }) {
  const action = known[`${[owner, name, path].filter(Boolean).join("/")}@${ref}`];
  if (!action) return undefined;
  const inputs = Object.fromEntries(action.inputs.map((i) => [i, { description: i, required: action.required.includes(i) }]));
  return { name, description: name, inputs };
}

export function isKnown(action, ref) {
  return `${action}@${ref}` in known;
}

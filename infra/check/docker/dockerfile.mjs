// The Dockerfile: its grammar by the parser of Docker's own language server, and the rules of the house.
import { DockerfileParser } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import { isSecretName, unpinned } from "./images.mjs";

/**
 * @param text the Dockerfile
 * @param ignore the .dockerignore
 * @param matches the files of the tree that a pattern of COPY names
 */
export function dockerfileProblems(text, ignore, matches) {
  const file = DockerfileParser.parse(text);
  const problems = validate(text).map((d) => `line ${d.range.start.line + 1}: ${d.message}`);
  const at = (instruction, message) => problems.push(`line ${instruction.getRange().start.line + 1}: ${message}`);
  const all = file.getInstructions();
  const named = (...keywords) => all.filter((i) => keywords.includes(i.getKeyword()));
  const defaults = new Map(file.getInitialARGs().map((a) => a.getProperty()).map((p) => [p.getName(), p.getValue()]));

  const stages = new Set();
  for (const from of file.getFROMs()) {
    const image = from.getImage().replace(/\$\{?(\w+)\}?/g, (_, name) => defaults.get(name) ?? "");
    if (!stages.has(image) && unpinned(image)) at(from, unpinned(image));
    stages.add(from.getBuildStage());
  }
  for (const add of named("ADD")) at(add, "ADD fetches and unpacks; COPY does neither");
  for (const arg of named("ARG")) if (isSecretName(arg.getProperty().getName())) at(arg, "a build argument stays in the image's history");
  for (const env of named("ENV", "LABEL"))
    for (const property of env.getProperties()) if (isSecretName(property.getName())) at(env, `${property.getName()} would be in everybody's image`);
  for (const copy of named("COPY")) copyProblems(copy, stages, ignore, matches).forEach((p) => at(copy, p));
  if (!named("RUN").some((r) => /dotnet restore .*--locked-mode/.test(r.getRawArgumentsContent()))) problems.push("nothing is restored as it is locked");
  lastStage(all).forEach((p) => problems.push(p));
  return problems;
}

// What runs: a user by number, a check, one program without a shell between it and the signals; nothing is installed.
function lastStage(all) {
  const problems = [];
  const last = all.slice(all.findLastIndex((i) => i.getKeyword() === "FROM"));
  const of = (keyword) => last.filter((i) => i.getKeyword() === keyword);
  const user = of("USER").at(-1)?.getArgumentsContent() ?? "root";
  if (!/^[1-9]\d*(:[1-9]\d*)?$/.test(user)) problems.push(`it runs as ${user}; a number above 0 is what an orchestrator can check`);
  if (of("RUN").length) problems.push("the last stage runs something; it has no shell");
  for (const keyword of ["ENTRYPOINT", "CMD"]) {
    if (!of(keyword).at(-1)?.getOpeningBracket?.()) problems.push(`${keyword} is not a list: a shell would stand before the program`);
  }
  if (!of("HEALTHCHECK").some((h) => h.getSubcommand()?.getValue() === "CMD")) problems.push("nothing asks whether it is healthy");
  return problems;
}

function copyProblems(copy, stages, ignore, matches) {
  const from = copy.getFlags().find((f) => f.getName() === "from")?.getValue();
  if (from) return stages.has(from) ? [] : [`there is no stage ${from}`];
  const allowed = ignore.split("\n").filter((l) => l.startsWith("!")).map((l) => l.slice(1));
  const deniesAll = ignore.split("\n").find((l) => l && !l.startsWith("#")) === "*";
  const isAllowed = (path) => allowed.some((a) => path === a || path.startsWith(`${a}/`) || new RegExp(`^${a.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`).test(path));
  const sources = copy.getArguments().slice(0, -1).map((a) => a.getValue());
  return [
    ...(deniesAll ? [] : [".dockerignore does not begin with *: everything would be sent to the engine"]),
    ...sources.filter((s) => !matches(s)).map((s) => `${s} is not in the tree`),
    ...sources.filter((s) => !isAllowed(s)).map((s) => `.dockerignore keeps ${s} out`),
  ];
}

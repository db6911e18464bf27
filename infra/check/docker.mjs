// node docker.mjs: the Dockerfile and compose.yaml, without an engine. ./rupaya image test runs both for real.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { composeProblems } from "./docker/compose.mjs";
import { dockerfileProblems } from "./docker/dockerfile.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const folder = join(root, "infra", "docker");
const read = (path) => readFileSync(path, "utf8");
const matches = (pattern) => {
  const parent = join(root, dirname(pattern));
  const name = new RegExp(`^${basename(pattern).replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
  return existsSync(parent) && readdirSync(parent).some((file) => name.test(file));
};
const problems = [
  ...dockerfileProblems(read(join(folder, "Dockerfile")), read(join(root, ".dockerignore")), matches).map((p) => `Dockerfile: ${p}`),
  ...composeProblems(read(join(folder, "compose.yaml")), read(join(folder, "compose.env.sample")), (path) => existsSync(join(folder, path))).map((p) => `compose.yaml: ${p}`),
];
problems.forEach((problem) => console.log(problem));
console.log(`docker: 2 files, ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);

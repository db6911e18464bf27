// node amp.mjs [--check]: writes amp.yml from alertmanager.yml, or says that it is not what this says.
import { readFile, writeFile } from "node:fs/promises";
import { definition } from "./observability/amp.mjs";

const folder = new URL("../observability/alertmanager/", import.meta.url);
const made = definition(await readFile(new URL("alertmanager.yml", folder), "utf8"));
const target = new URL("amp.yml", folder);
if (!process.argv.includes("--check")) await writeFile(target, made);
else if ((await readFile(target, "utf8").catch(() => "")) !== made) {
  console.log("infra/observability/alertmanager/amp.yml is not what alertmanager.yml says: node infra/check/amp.mjs");
  process.exit(1);
}

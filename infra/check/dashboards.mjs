// node dashboards.mjs [--check]: writes Grafana's dashboards from their short descriptions, or says which are not what these say.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { dashboard } from "./observability/dashboard.mjs";

const grafana = fileURLToPath(new URL("../observability/grafana/", import.meta.url));
const checking = process.argv.includes("--check");
let stale = 0;
for (const name of await readdir(join(grafana, "source"))) {
  const made = `${JSON.stringify(dashboard(parse(await readFile(join(grafana, "source", name), "utf8"))), null, 2)}\n`;
  const target = join(grafana, "dashboards", `${basename(name, ".yml")}.json`);
  if (!checking) await writeFile(target, made);
  else if ((await readFile(target, "utf8").catch(() => "")) !== made) {
    console.log(`${target} is not what its source says: node infra/check/dashboards.mjs`);
    stale++;
  }
}
process.exit(stale ? 1 : 0);

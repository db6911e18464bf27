// node observability.mjs: rules, their tests, routes, dashboards and the collector's file. Needs promtool and amtool.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, parseDocument } from "yaml";
import { alertProblems, casesOf } from "./observability/alerts.mjs";
import { collectorProblems } from "./observability/collector.mjs";
import { dashboardProblems, sharedUids } from "./observability/dashboards.mjs";
import { rules } from "./observability/mutants.mjs";
import { routeProblems } from "./observability/routes.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const at = (...parts) => join(root, "infra", "observability", ...parts);
const files = (...parts) =>
  readdirSync(at(...parts), { recursive: true })
    .filter((name) => /\.(ya?ml|json)$/.test(name))
    .map((name) => at(...parts, name));
const problems = [];

// What the tools say is said as they say it.
function tool(command, ...args) {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (e) {
    problems.push(`${command} ${args[0]} ${args[1] ?? ""}:\n${e.stdout}${e.stderr}`);
    return "";
  }
}

tool("promtool", "check", "config", at("prometheus", "prometheus.yml"));
tool("promtool", "test", "rules", ...files("prometheus", "tests"));
tool("amtool", "check-config", at("alertmanager", "alertmanager.yml"));
tool(process.execPath, join(here, "dashboards.mjs"), "--check");
tool(process.execPath, join(here, "amp.mjs"), "--check");

const read = (file) => readFileSync(file, "utf8");
const alerts = files("prometheus", "rules")
  .flatMap((file) => rules(parseDocument(read(file))))
  .filter((rule) => rule.alert);
const cases = files("prometheus", "tests").flatMap((file) => casesOf(parse(read(file))));
problems.push(...alertProblems(alerts, cases, (path) => existsSync(join(root, path))));

const receiversOf = (labels) =>
  tool("amtool", "config", "routes", "test", "--config.file", at("alertmanager", "alertmanager.yml"), ...labels).trim();
problems.push(...routeProblems(alerts, receiversOf));

const dashboards = files("grafana", "dashboards").map((file) => [file.slice(root.length + 1), JSON.parse(read(file))]);
problems.push(...dashboards.flatMap(([name, dashboard]) => dashboardProblems(name, dashboard)), ...sharedUids(dashboards.map(([, d]) => d)));
problems.push(...collectorProblems(parse(read(at("otel-collector.yml")))).map((p) => `otel-collector.yml: ${p}`));

problems.forEach((problem) => console.log(problem));
console.log(`observability: ${alerts.length} alerts, ${cases.length} cases, ${dashboards.length} dashboards, ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);
